import type { Ask } from '../../schema/ask.ts'
import type { CallRequest, Reply } from '../../schema/call.ts'
import { testModel } from '../../schema/testing/test-model.ts'
import { JudgeDesk } from '../judge-desk.ts'
import type { JudgeDeskOptions } from '../judge-desk.ts'

/** What a judge replies to a call: a text, or an error. */
export type Replying = (call: CallRequest, number: number) => string | Error

/** A reply with a text and nothing else of note. */
export function replyWith(text: string, finishReason: Reply['completion']['finishReason'] = 'stop'): Reply {
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

/** Ids and questions as they stand in a call's prompt. */
export function questionsIn({ request }: CallRequest): { id: string; question: string }[] {
  const text = request.messages[1]?.content ?? ''
  const list = text.slice(text.lastIndexOf('\nQuestions about the answer:\n'))
  return [...list.matchAll(/^(q\d+-[0-9a-f]{6}): (.*)$/gm)].map(([, id = '', question = '']) => ({ id, question }))
}

/** A reply that gives every question of a call an answer. */
export function verdictsFor(call: CallRequest, answer: (question: string) => string): string {
  return JSON.stringify({
    verdicts: questionsIn(call).map(({ id, question }) => ({ id, reason: `because of ${question}`, answer: answer(question) })),
  })
}

/** A desk whose judge replies as said, and the calls that were made. */
export function deskWith(replying: Replying, given: Partial<JudgeDeskOptions> = {}): { desk: JudgeDesk; calls: CallRequest[] } {
  const calls: CallRequest[] = []
  const ask: Ask = async (call) => {
    const said = replying(call, calls.push(call) - 1)
    if (said instanceof Error) throw said
    return replyWith(said)
  }
  const desk = new JudgeDesk({
    model: testModel({ label: 'judge' }),
    brief: {},
    batch: 20,
    seed: 1,
    matter: {
      brief: {},
      description: '',
      messages: [{ role: 'user', content: 'Name a city.' }],
      input: {},
      answer: { text: 'Paris', toolCalls: [] },
    },
    task: 'cities',
    case: { id: 'one', caseHash: 'c1', input: {}, gold: 'Paris' },
    trial: 0,
    agrees: null,
    ask,
    signal: new AbortController().signal,
    ...given,
  })
  return { desk, calls }
}
