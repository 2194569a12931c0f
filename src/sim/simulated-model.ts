import { hashJson } from '../hash/hash-json.ts'
import { seededRandom } from '../random/seeded-random.ts'
import type { Completion } from '../schema/answer.ts'
import type { Model, Price } from '../schema/model.ts'
import type { Attempting, Provider } from '../schema/provider.ts'
import { isoNow } from '../time/iso-now.ts'
import { drawLatencyMs } from './draw-latency.ts'
import { estimateRequestTokens, estimateTokens } from './estimate-tokens.ts'
import { injectedFailure } from './injected-failure.ts'
import type { SimSettings } from './sim-settings-schema.ts'
import { simulatedAnswer } from './simulated-answer.ts'
import type { SimulatedAnswer } from './simulated-answer.ts'
import { simulatedJudgement } from './simulated-judgement.ts'
import { wait } from './wait.ts'

/**
 * A simulated model, ready to be asked. What it answers depends on the run's seed, its name, its mistakes and seed, the case and the
 * trial alone; its failures and latency on the attempt as well: never on the order or the number of calls.
 */
export function simulatedModel(model: Model, settings: SimSettings, price: Price, runSeed: number): Provider {
  const key = hashJson([model.id, settings.mistakes, settings.seed])
  const { failures, judge, latency, tokensPerSecond } = settings
  const failureRate = failures.rateLimit + failures.reset + failures.serverError + failures.stall
  const complete = async (attempting: Attempting): Promise<Completion> => {
    const { request, trial, attempt, callCase, watch } = attempting
    const subject = callCase ? [callCase.task, callCase.caseHash] : ['', hashJson(request.messages)]
    const stream = (purpose: string, ...more: number[]) => seededRandom(purpose, runSeed, key, ...subject, trial, ...more)
    const startedAt = isoNow()
    const start = performance.now()
    watch?.sent?.(start)
    const failure = failureRate > 0 ? injectedFailure(failures, stream('failure', attempt)) : null
    if (failure === 'stall') await wait(null, attempting.signal)
    const delayMs = latency.kind === 'fixed' ? latency.ms : drawLatencyMs(latency, stream('latency', attempt))
    if (delayMs > 0) await wait(delayMs, attempting.signal)
    if (failure) throw failure
    const firstAtMs = performance.now()
    const firstTokenMs = firstAtMs - start
    const { judged, written } = callCase ?? {}
    const random = stream('answer')
    const answer = judged
      ? spoken(simulatedJudgement(judged, judge, runSeed, key, ...subject))
      : written
        ? spoken((await import('./check-rules/simulated-writer.ts')).simulatedWriting(written))
        : simulatedAnswer({ request, callCase, mistakes: settings.mistakes, random })
    const outputTokens = tokensOf(answer)
    const pace = delayMs > 0 ? tokensPerSecond : null
    if (watch)
      await (
        await import('./tell-watch.ts')
      ).tellWatch(answer, { watch, outputTokens, tokensPerSecond: pace, firstAtMs, signal: attempting.signal })
    else if (pace !== null) await wait((outputTokens / pace) * 1000, attempting.signal)
    const inputTokens = estimateRequestTokens(request)
    return {
      ...answer,
      usage: { inputTokens, outputTokens, cachedInputTokens: 0, cacheWriteInputTokens: 0, reasoningTokens: 0, source: 'estimated' },
      timings: { startedAt, firstByteMs: firstTokenMs, firstTokenMs, latencyMs: performance.now() - start },
      servedModel: `${model.name} (simulated)`,
      responseId: `sim-${hex(random.bits())}${hex(random.bits())}`,
      // US dollars per million tokens are thousands of nano-dollars per token.
      inlineCostNanoUsd: Math.round((inputTokens * price.inputUsdPerMillion + outputTokens * price.outputUsdPerMillion) * 1000),
      structuredOutput: 'none',
    }
  }
  return { complete }
}

/** 32 bits as 8 digits. */
function hex(bits: number): string {
  return (bits >>> 0).toString(16).padStart(8, '0')
}

function spoken(text: string): SimulatedAnswer {
  return { text, toolCalls: [], finishReason: 'stop', parts: [] }
}

function tokensOf({ text, parts, toolCalls }: SimulatedAnswer): number {
  const others = parts.reduce((sum, part) => sum + estimateTokens(part.text), 0)
  return estimateTokens(text) + others + (toolCalls.length ? estimateTokens(JSON.stringify(toolCalls)) : 0)
}
