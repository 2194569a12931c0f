import type { Ask } from '../../schema/ask.ts'
import type { CallRequest } from '../../schema/call.ts'
import { testModel } from '../../schema/testing/test-model.ts'
import { testReply } from '../../schema/testing/test-reply.ts'
import { JudgeDesk } from '../judge-desk.ts'
import type { JudgeDeskOptions } from '../judge-desk.ts'

/** What a judge replies to a call: a text, or an error. */
export type Replying = (call: CallRequest, number: number) => string | Error

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
    return testReply(said)
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
