import type { Reply } from '../call.ts'

/** A reply with a text and nothing else of note, at one nano-dollar. */
export function testReply(text: string, finishReason: Reply['completion']['finishReason'] = 'stop'): Reply {
  return {
    callId: 'call',
    completion: {
      text,
      toolCalls: [],
      finishReason,
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
}
