import type { Completion } from '../../schema/answer.ts'
import type { CallRecord, CallRequest } from '../../schema/call.ts'
import type { EngineEvent } from '../../schema/event.ts'
import type { Journal } from '../../schema/journal.ts'
import type { Attempting } from '../../schema/provider.ts'
import { testModel } from '../../schema/testing/test-model.ts'
import { Engine } from '../engine.ts'
import type { EngineOptions } from '../engine-options.ts'

/** An answer of 10 tokens in and 5 out. */
export const completion = (text: string): Completion => ({
  text,
  toolCalls: [],
  finishReason: 'stop',
  parts: [],
  usage: {
    inputTokens: 10,
    outputTokens: 5,
    cachedInputTokens: null,
    cacheWriteInputTokens: null,
    reasoningTokens: null,
    source: 'provider',
  },
  timings: { startedAt: '2026-01-01T00:00:00.000Z', firstByteMs: 1, firstTokenMs: 2, latencyMs: 3 },
  servedModel: null,
  responseId: null,
  inlineCostNanoUsd: null,
  structuredOutput: 'none',
})

/** A question whose hash is also its text. */
export const request = (hash: string, settings: Partial<CallRequest> = {}): CallRequest => ({
  requestHash: hash,
  model: 'test:a',
  phase: 'execution',
  task: 't',
  case: 'c',
  trial: 0,
  request: { messages: [{ role: 'user', content: hash }], params: {} },
  ...settings,
})

/** A journal in memory that remembers the order of what happened. */
function memoryJournal() {
  const records: CallRecord[] = []
  const journal: Journal = {
    past: { answers: 0, failed: new Set(), failedCalls: new Set() },
    append: async (record) => void records.push(record),
    find: (hash) => records.findLast((record) => record.requestHash === hash && record.completion !== null) ?? null,
    has: (hash) => records.some((record) => record.requestHash === hash && record.completion !== null),
    own: { all: async () => null, from: () => null, expect: () => undefined },
    read: async function* () {
      yield* records
    },
    flushSync: () => undefined,
    close: async () => undefined,
  }
  return { records, journal }
}

/** An engine whose models answer as they are told, its journal's records and its events. */
export function engineWith(complete: (attempting: Attempting) => Promise<Completion>, options: Partial<EngineOptions> = {}) {
  const { records, journal } = memoryJournal()
  let calls = 0
  const engine = new Engine({
    models: [testModel()],
    provider: () => ({ complete }),
    price: () => ({ nanoUsd: 1_000, source: 'list', priced: null }),
    journal,
    concurrency: 10,
    budgetNanoUsd: null,
    abandonAfter: 5,
    maySpend: true,
    seed: 1,
    newCallId: () => `call-${++calls}`,
    ...options,
  })
  const events: EngineEvent[] = []
  engine.listen((event) => events.push(event))
  return { engine, records, events, journal }
}
