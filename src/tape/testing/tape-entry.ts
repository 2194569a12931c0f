import { TAPE_SCHEMA } from '../../schema/tape.ts'
import type { TapeEntry, TapeQuestion } from '../../schema/tape.ts'

/** A recorded call, as one would be after a run. */
export function tapeEntry(wanted: { case?: string; prompt?: string; text?: string; trial?: number } & Partial<TapeEntry> = {}): TapeEntry {
  const { prompt = 'What is the capital of Italy?', text = 'Rome', case: caseId = 'italy', trial = 0, ...over } = wanted
  return {
    schema: TAPE_SCHEMA,
    task: 'capitals',
    case: caseId,
    trial,
    nth: 0,
    phase: 'execution',
    model: 'local',
    provider: 'compatible',
    name: 'local',
    baseUrl: 'http://127.0.0.1:8000/v1',
    request: { messages: [{ role: 'user', content: prompt }], params: {} },
    answer: {
      text,
      toolCalls: [],
      finishReason: 'stop',
      parts: [],
      servedModel: null,
      responseId: 'c',
      structuredOutput: 'none',
      usage: {
        inputTokens: 10,
        outputTokens: 5,
        cachedInputTokens: null,
        cacheWriteInputTokens: null,
        reasoningTokens: null,
        source: 'provider',
      },
      timings: { firstByteMs: 1, firstTokenMs: 2, latencyMs: 3 },
    },
    error: null,
    cost: { nanoUsd: 20_000, source: 'config', priced: null },
    recordedAt: '2026-11-01T12:00:00.000Z',
    requestHash: `hash of ${prompt} ${trial}`,
    ...over,
  }
}

/** The question that a recorded call answers, with changes. */
export function questionOf(entry: TapeEntry, over: Partial<TapeQuestion> = {}): TapeQuestion {
  const { requestHash, task, case: caseId, trial, nth, phase, request, model: label, provider, name, baseUrl } = entry
  return { requestHash, task, case: caseId, trial, nth, phase, request, model: { label, provider, name, baseUrl }, ...over }
}
