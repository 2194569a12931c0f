import type { AskedRequest } from '../schema/benchmark-observer.ts'
import type { Completion, Usage } from '../schema/answer.ts'
import type { CallOnce } from '../schema/call-once.ts'
import { EvalError } from '../schema/eval-error.ts'
import type { Sample } from '../schema/sample.ts'
import type { Scenario } from '../schema/scenario.ts'
import { meetsSlo } from './meets-slo.ts'
import { sampleErrorKind } from './sample-error.ts'
import { StreamRecorder, streamFigures } from './stream-figures.ts'

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
export async function measureRequest(asked: AskedRequest, measuring: Measuring): Promise<Measured> {
  const { call, now, scenario, trial } = measuring
  const recorder = new StreamRecorder()
  const limit = AbortSignal.any([measuring.signal, AbortSignal.timeout(scenario.timeouts.totalMs)])
  const request = { model: asked.model.label, request: asked.request, trial, scenario: asked.scenario }
  const reply = await call(request, { signal: limit, watch: recorder }).catch((error: unknown) => {
    if (EvalError.is(error)) return error
    return new EvalError('bug', error instanceof Error ? error.message : String(error), { cause: error })
  })
  const endAtMs = now()
  const error = EvalError.is(reply) ? reply : null
  const completion = EvalError.is(reply) ? null : reply.completion
  const cost = EvalError.is(reply) ? null : reply.cost
  const { model, scheduledAtMs, startAtMs, scenario: name, repetition, step, index, input, turn, phase } = asked
  const usage = completion?.usage ?? NO_USAGE
  const { firstAtMs, lastAtMs, ...figures } = streamFigures(recorder, { scheduledAtMs, startAtMs, endAtMs, outputTokens: usage.outputTokens })
  const since = (atMs: number) => atMs - measuring.stepAtMs
  const sample: Sample = {
    scenario: name,
    model: model.label,
    repetition,
    step,
    index,
    input,
    turn,
    phase,
    scheduledMs: since(scheduledAtMs),
    startMs: since(startAtMs),
    endMs: since(endAtMs),
    ...figures,
    firstAtMs: firstAtMs === null ? null : since(firstAtMs),
    lastAtMs: lastAtMs === null ? null : since(lastAtMs),
    usage,
    costNanoUsd: cost?.nanoUsd ?? null,
    connection: recorder.connection,
    heldBytesPeak: recorder.held.bytesPeak,
    longestPauseMs: recorder.held.longestPauseMs,
    streamed: recorder.streamed,
    finishReason: completion?.finishReason ?? null,
    structuredOutput: completion !== null && completion.structuredOutput !== 'none',
    error: error && { kind: sampleErrorKind(error), message: error.message, retryAfterMs: error.retryAfterMs },
    meetsSlo: null,
  }
  return { sample: { ...sample, meetsSlo: meetsSlo(sample, scenario.slo) }, completion, error }
}
