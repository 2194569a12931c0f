import { expect, test } from 'vitest'
import type { Reply } from '../schema/call.ts'
import type { Subject } from '../schema/subject.ts'
import { testModel } from '../schema/testing/test-model.ts'
import { testReply } from '../schema/testing/test-reply.ts'
import { runFunction } from './function-subject.ts'
import { TrialCalls } from './trial-calls.ts'
import type { TrialPlace } from './trial-calls.ts'

/** Longer than any test takes: what a trial's latency holds of it was recorded. */
const LONG_MS = 1_000_000

/** How often a call's recorded time is in the latency of a trial whose calls are answered as said. */
async function longCalls(given: Partial<Reply>, subject: Subject<never>): Promise<number> {
  const place = {
    task: 'replies',
    model: testModel(),
    case: { id: 'anna', caseHash: 'c1', input: {}, gold: undefined },
    trial: 0,
    format: 'text',
    signal: new AbortController().signal,
  } as unknown as TrialPlace
  const reply = testReply('Dear Anna')
  const { timings } = reply.completion
  const completion = { ...reply.completion, timings: { ...timings, latencyMs: LONG_MS } }
  const calls = new TrialCalls(place, async () => ({ ...reply, completion, ...given }))
  const openChat = async () => ({ baseUrl: '', apiKey: '', close: () => undefined })
  const { answer } = await runFunction(subject, place, calls, openChat)
  return Math.round((answer.timings.latencyMs as number) / LONG_MS)
}

const oneByOne: Subject<never> = async (_, { ask, model }) => [(await ask('one')).text, (await model.generate('two')).text]
const sideBySide: Subject<never> = async (_, { ask }) => (await Promise.all([ask('one'), ask('two'), ask('three')])).map(({ text }) => text)

test.each([
  ['the journal', { reused: true }],
  ['the tape', { replayed: true }],
])(
  'answers from %s take the time that they took when they were asked: one after the other their sum, side by side the longest',
  async (_, given) => {
    expect(await longCalls(given, oneByOne)).toBe(2)
    expect(await longCalls(given, sideBySide)).toBe(1)
  },
)

test('a call that is asked takes the time that passes', async () => {
  expect(await longCalls({}, oneByOne)).toBe(0)
})
