import type { AskedRequest } from '../schema/benchmark-observer.ts'
import type { Completion, Usage } from '../schema/answer.ts'
import type { CallOnce, CallOnceReply } from '../schema/call-once.ts'
import { EvalError } from '../schema/eval-error.ts'
import type { Sample } from '../schema/sample.ts'
import type { Scenario } from '../schema/scenario.ts'
import { meetsSlo } from './meets-slo.ts'
import { sampleError } from './sample-error.ts'
import { StreamDeadline } from './stream-deadline.ts'
import { streamFigures } from './stream-figures.ts'
import type { StreamReading } from './stream-figures.ts'
import { StreamRecorder } from './stream-recorder.ts'

export interface Measuring {
  call: CallOnce
  now(): number
  /** Cuts off what is in flight. */
  signal: AbortSignal
  scenario: Scenario
  /** Times of samples count from here. */
  stepAtMs: number
  trial: number
}

export interface Measured {
  sample: Sample
  completion: Completion | null
  error: EvalError | null
}

const NO_USAGE: Usage = {
  inputTokens: null,
  outputTokens: null,
  cachedInputTokens: null,
  cacheWriteInputTokens: null,
  reasoningTokens: null,
  source: 'none',
}

/** Asks once, and takes every stamp. Never rejects: what fails is a sample with its error. */
export async function measureRequest(asked: AskedRequest, { call, now, signal, scenario, stepAtMs, trial }: Measuring): Promise<Measured> {
  const { timeouts, consumer } = scenario
  const recorder = new StreamRecorder({ scheduledAtMs: asked.scheduledAtMs, consumerDelayMs: consumer?.delayMs })
  const deadline = new StreamDeadline(timeouts, recorder, signal)
  let reply: CallOnceReply | null = null
  let thrown: unknown = null
  try {
    const request = { model: asked.model.label, request: asked.request, trial, scenario: asked.scenario }
    reply = await call(request, { signal: deadline.signal, watch: recorder })
  } catch (error) {
    thrown = error
  } finally {
    deadline.end()
  }
  const endAtMs = now()
  const sample = sampleOf({ asked, recorder, reply, endAtMs, stepAtMs }, thrown)
  sample.meetsSlo = meetsSlo(sample, scenario.slo)
  return { sample, completion: reply?.completion ?? null, error: EvalError.is(thrown) ? thrown : null }
}

interface Ended {
  asked: AskedRequest
  recorder: StreamRecorder
  reply: CallOnceReply | null
  endAtMs: number
  stepAtMs: number
}

function sampleOf(ended: Ended, thrown: unknown): Sample {
  const { asked, recorder, reply, endAtMs, stepAtMs } = ended
  const { scenario, model, repetition, step, index, input, turn, phase, scheduledAtMs } = asked
  const usage = reply?.completion.usage ?? NO_USAGE
  const reading = readingOf(ended, usage)
  const since = <T extends number | null>(atMs: T) => (atMs === null ? null : atMs - stepAtMs) as T
  return {
    scenario,
    model: model.label,
    repetition,
    step,
    index,
    input,
    turn,
    phase,
    scheduledMs: since(scheduledAtMs),
    startMs: since(recorder.startedAtMs ?? asked.startAtMs),
    endMs: since(endAtMs),
    ...reading.figures,
    gapsMs: reading.gapsMs,
    gapTokens: reading.gapTokens,
    firstAtMs: since(reading.firstAtMs),
    lastAtMs: since(reading.lastAtMs),
    usage,
    costNanoUsd: reply?.cost.nanoUsd ?? null,
    server: recorder.serverTimings,
    connection: recorder.connection,
    heldBytesPeak: recorder.heldBytesPeak,
    longestPauseMs: recorder.longestPauseMs,
    streamed: recorder.streamed && reading.lastAtMs !== null,
    finishReason: reply?.completion.finishReason ?? null,
    structuredOutput: reply !== null && reply.completion.structuredOutput !== 'none',
    error: reply ? null : sampleError(thrown),
    meetsSlo: null,
  }
}

/** An answer whose parts nobody saw has an end all the same. */
function readingOf({ asked, recorder, reply, endAtMs }: Ended, usage: Usage): StreamReading {
  const reading = streamFigures(recorder, usage)
  if (reading.lastAtMs !== null || reply === null) return reading
  const startAtMs = recorder.startedAtMs ?? asked.startAtMs
  const latencyMs = endAtMs - startAtMs
  const { outputTokens } = usage
  return {
    ...reading,
    figures: {
      ...reading.figures,
      queueMs: Math.max(0, startAtMs - asked.scheduledAtMs),
      latencyMs,
      latencyFromScheduleMs: endAtMs - asked.scheduledAtMs,
      tokensPerSecond: outputTokens === null || latencyMs <= 0 ? null : (outputTokens * 1_000) / latencyMs,
    },
  }
}
