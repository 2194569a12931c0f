import type { Ask } from '../../schema/ask.ts'
import type { CallRequest, Reply } from '../../schema/call.ts'

/** What a writer replies to its calls, by their number from 0: a text, or an error. */
export type Scripted = (call: CallRequest, number: number) => string | Error

/** An `Ask` that answers as scripted at one nano-dollar a call, and the calls that were made. */
export function scriptedWriter(
  scripted: Scripted,
  finishReason: Reply['completion']['finishReason'] = 'stop',
): { ask: Ask; calls: CallRequest[] } {
  const calls: CallRequest[] = []
  const ask: Ask = async (call) => {
    const said = scripted(call, calls.push(call) - 1)
    if (said instanceof Error) throw said
    return { ...REPLY, completion: { ...REPLY.completion, text: said, finishReason } }
  }
  return { ask, calls }
}

/** A writer that replies with these lists, whatever is asked. */
export const listing = (requirements: readonly unknown[], checks: readonly unknown[]) =>
  scriptedWriter((call) => JSON.stringify(call.case === 'analysis' ? { requirements } : { checks }))

const REPLY: Reply = {
  callId: 'call',
  completion: {
    text: '',
    toolCalls: [],
    finishReason: 'stop',
    parts: [],
    usage: { inputTokens: 1, outputTokens: 1, cachedInputTokens: 0, cacheWriteInputTokens: 0, reasoningTokens: 0, source: 'provider' },
    timings: { startedAt: '2026-11-01T00:00:00.000Z', queueMs: 0, firstByteMs: 1, firstTokenMs: 1, latencyMs: 1 },
    servedModel: null,
    responseId: null,
    inlineCostNanoUsd: null,
    structuredOutput: 'none',
  },
  cost: { nanoUsd: 1, source: 'list', priced: null },
  attempts: 1,
  reused: false,
  replayed: false,
  simulated: false,
}
