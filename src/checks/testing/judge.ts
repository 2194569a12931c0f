import { answerFormat } from '../../answers/answer-formats.ts'
import type { Answer } from '../../schema/answer.ts'
import type { CheckContext } from '../../schema/check-kind.ts'
import type { CheckResult, CheckSpec } from '../../schema/check.ts'
import { resolveCheck } from '../resolve-check.ts'
import { runChecks } from '../run-checks.ts'

/** What a test says of a trial; the rest is as plain as can be. */
export type Facts = Partial<Answer> & Partial<Omit<CheckContext, 'answer' | 'reading' | 'signal'>>

/** A trial as checks see it. */
export function contextOf({ input = {}, gold, schema = null, format = 'json', costNanoUsd = null, ...given }: Facts): CheckContext {
  const answer: Answer = {
    text: '',
    toolCalls: [],
    finishReason: 'stop',
    parts: [],
    usage: {
      inputTokens: null,
      outputTokens: null,
      cachedInputTokens: null,
      cacheWriteInputTokens: null,
      reasoningTokens: null,
      source: 'none',
    },
    timings: { startedAt: '2026-11-01T00:00:00.000Z', queueMs: 0, firstByteMs: 10, firstTokenMs: 20, latencyMs: 100 },
    ...given,
  }
  return {
    answer,
    reading: answerFormat(format).read(answer),
    input,
    gold,
    schema,
    format,
    costNanoUsd,
    signal: new AbortController().signal,
  }
}

/** The check that a task file would hold; fails if it is not legal. */
export function checkOf(raw: unknown): CheckSpec {
  const resolved = resolveCheck(raw)
  if ('problems' in resolved) throw new Error(resolved.problems.map(({ message }) => message).join('; '))
  return resolved.check
}

/** Resolves one check and runs it. */
export async function judge(raw: unknown, facts: Facts): Promise<CheckResult> {
  const [result] = await runChecks([checkOf(raw)], contextOf(facts))
  return result as CheckResult
}

/** Messages of what is wrong with a check as it is written. */
export function faultsOf(raw: unknown): string[] {
  const resolved = resolveCheck(raw)
  return 'problems' in resolved ? resolved.problems.map(({ path, message }) => `${path.join('.')} | ${message}`) : []
}
