import type { CallOnce, CallOnceRequest } from '../../schema/call-once.ts'
import type { EvalError } from '../../schema/eval-error.ts'
import type { VirtualClock } from './virtual-clock.ts'

export interface VirtualModelOptions {
  clock: VirtualClock
  /** To the first token; then so many tokens, one after the other. */
  firstTokenMs?: number | ((call: CallOnceRequest) => number)
  perTokenMs?: number
  tokens?: number
  /** Requests served at once; the others wait inside of the server. */
  slots?: number
  /** The n-th call fails so, at once. */
  fails?(index: number, call: CallOnceRequest): EvalError | null
  streams?: boolean
  /** `false`: nobody stamps any part of the answer. */
  telling?: boolean
}

/** A model in virtual time: it does what it is told, to the digit. `asked`: what it was asked, in order. */
export function virtualModel({
  clock,
  firstTokenMs = 100,
  perTokenMs = 10,
  tokens = 11,
  slots = Infinity,
  fails,
  streams = true,
  telling = true,
}: VirtualModelOptions) {
  const asked: (CallOnceRequest & { atMs: number })[] = []
  const waiting: (() => void)[] = []
  let inService = 0
  let mostInFlight = 0
  let inFlight = 0
  const call: CallOnce = async (request, { signal, watch }) => {
    const index = asked.push({ ...request, atMs: clock.now() }) - 1
    mostInFlight = Math.max(mostInFlight, ++inFlight)
    try {
      watch?.started?.(clock.now())
      const failure = fails?.(index, request) ?? null
      if (failure) throw failure
      if (inService >= slots) await new Promise<void>((resolve) => waiting.push(resolve))
      inService++
      await clock.sleepUntil(clock.now() + (typeof firstTokenMs === 'function' ? firstTokenMs(request) : firstTokenMs), { signal })
      watch?.headers?.(clock.now())
      for (let token = 0; token < tokens; token++) {
        if (token > 0) await clock.sleepUntil(clock.now() + perTokenMs, { signal })
        if (signal.aborted) throw signal.reason
        if (streams) watch?.content('text', clock.now(), 4, 1)
      }
      if (!streams) {
        watch?.whole?.()
        if (telling) watch?.content('text', clock.now(), 4 * tokens, null)
      }
      inService--
      waiting.shift()?.()
      return { completion: completionOf(tokens), cost: { nanoUsd: 1_000, source: 'list', priced: null } }
    } finally {
      inFlight--
    }
  }
  return { call, asked, mostInFlight: () => mostInFlight }
}

const completionOf = (tokens: number): Awaited<ReturnType<CallOnce>>['completion'] => ({
  text: 'well',
  toolCalls: [],
  finishReason: 'stop',
  parts: [],
  usage: { inputTokens: 7, outputTokens: tokens, cachedInputTokens: 0, cacheWriteInputTokens: 0, reasoningTokens: 0, source: 'provider' },
  timings: { startedAt: '2026-01-01T00:00:00.000Z', firstByteMs: null, firstTokenMs: null, latencyMs: null },
  servedModel: null,
  responseId: null,
  inlineCostNanoUsd: null,
  structuredOutput: 'none',
})
