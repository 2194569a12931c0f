import { join } from 'node:path'
import { expect, test } from 'vitest'
import { loadConfig } from '../config/load-config.ts'
import { testFolder } from '../config/testing/test-folder.ts'
import type { Ask } from '../schema/ask.ts'
import type { CallRequest } from '../schema/call.ts'
import type { Model } from '../schema/model.ts'
import { testModel } from '../schema/testing/test-model.ts'
import { testReply } from '../schema/testing/test-reply.ts'
import { estimateRequestTokens, estimateTokens } from '../sim/estimate-tokens.ts'
import { openFileTape } from '../tape/file-tape.ts'
import { tapeEntryOf } from '../tape/tape-entry.ts'
import { estimate } from './estimate.ts'
import { leftToAsk } from './left-to-ask.ts'
import { recordedAnswers } from './recorded-answers.ts'
import { mini, nothingBefore, price, taskOf } from './testing/estimating.ts'

const limited = { ...mini, params: { maxOutputTokens: 50 } }
const referee = { model: testModel({ label: 'referee', price }), brief: {}, batch: 1, seed: 1 }
const SHORT = Array.from({ length: 9 }, (_, index) => ({ id: `c${index}`, input: { country: `land ${index}` } }))

/** One answer is long: a judge is shown it with each question. */
function answerTo({ request, case: asked }: CallRequest): string {
  const ids = [...JSON.stringify(request.messages).matchAll(/(q\d+-[0-9a-f]{6}): /g)].map(([, id]) => id)
  return ids.length === 0
    ? 'Rome '.repeat(asked === 'many' ? 4_000 : 1)
    : JSON.stringify({ verdicts: ids.map((id) => ({ id, reason: 'it is', answer: 'yes' })) })
}

/** Rows of an estimate beside a tape of all calls but those that `isLost`, and these. */
async function besideTape(cases: object[], more: string, isLost: (call: CallRequest) => boolean) {
  const task = await taskOf(cases, more, { GENERAL_TASK_LLM: 'sim:careful' })
  const root = testFolder({})
  const config = await loadConfig({ root, env: {} })
  const tape = openFileTape({ folder: join(root, 'tapes'), root })
  const lost: CallRequest[] = []
  const asked =
    (model: Model): Ask =>
    async (call) => {
      const reply = testReply(answerTo(call))
      const { usage, text } = reply.completion
      const completion = { ...reply.completion, usage: { ...usage, outputTokens: estimateTokens(text) } }
      const { callCase: _, ...kept } = call
      const record = {
        schema: 'taskbench/call@1' as const,
        callId: '',
        ...kept,
        completion,
        cost: reply.cost,
        error: null,
        queueMs: 0,
        attempts: [],
        simulated: false,
      }
      const entry = tapeEntryOf(record, model)
      if (isLost(call)) lost.push(call)
      else if (entry) await tape.keep(entry)
      return reply
    }
  const planned = { task, model: limited, cases: task.cases, judge: task.judge ? referee : null }
  await leftToAsk({ ...planned, recorded: asked })
  tape.writeSync()
  await tape.close()
  const answers = recordedAnswers({ ...config, tape: { ...config.tape, folder: join(root, 'tapes') } })
  const left = await leftToAsk({ ...planned, recorded: (model) => answers.of(model) })
  await answers.close()
  const chosen = [{ model: limited, cases: task.cases, left }]
  const options = { suites: [], models: [limited], earlier: nothingBefore, seed: 1 }
  const { rows } = estimate({ planned: [{ task, chosen, judge: planned.judge }], ...options })
  const tokens = (calls: CallRequest[]) => calls.reduce((sum, { request }) => sum + estimateRequestTokens(request), 0)
  return { rows, lost, tokens: tokens(lost) }
}

test('a chunk that is not on the tape counts as one, however short the other cases are', async () => {
  const long = { id: 'long', input: { country: Array.from({ length: 25 }, (_, index) => `line ${index + 10}\n`).join('') } }
  const chunked = 'chunking: { by: lines, size: 1 }\n'
  const { rows, lost, tokens } = await besideTape([long, ...SHORT], chunked, ({ case: id, nth = 0 }) => id !== 'long' || nth === 7)
  expect(lost).toHaveLength(10)
  expect(rows).toMatchObject([{ calls: 10, outputTokens: { high: 500 } }])
  expect(Math.abs((rows[0]?.inputTokens?.expected ?? 0) - tokens)).toBeLessThan(3)
})

test('an answer of which one part is not on the tape is judged whole', async () => {
  const long = { id: 'long', input: { country: 'one\ntwo\nthree\nfour\nfive\n' } }
  const judged = "chunking: { by: lines, size: 1 }\nchecks: [{ kind: judge, question: 'Is it short?' }]\n"
  const part = await besideTape([long], judged, ({ phase, nth = 0 }) => phase === 'judge' || nth === 2)
  const whole = await besideTape([long], judged, () => true)
  expect([part.rows[0]?.calls, whole.rows[0]?.calls]).toEqual([1, 5])
  expect(part.rows[1]).toEqual(whole.rows[1])
})

const QUESTIONS = Array.from({ length: 8 }, (_, index) => ({ name: `q${index}`, kind: 'judge', question: `Is it number ${index}?` }))
const ASKED = [
  { id: 'many', input: { country: 'Italy' }, checks: QUESTIONS },
  ...SHORT.map((each) => ({ ...each, checks: QUESTIONS.slice(0, 1) })),
]

test('a verdict that is not on the tape counts as one, however many a judge gives of other cases', async () => {
  const isLost = ({ phase, case: id, request }: CallRequest) =>
    phase === 'judge' && (id !== 'many' || JSON.stringify(request.messages).includes('Is it number 3?'))
  const { rows, lost, tokens } = await besideTape(ASKED, '', isLost)
  expect(lost).toHaveLength(10)
  expect(rows).toMatchObject([{ phase: 'judge', calls: 10 }])
  expect(Math.abs((rows[0]?.inputTokens?.expected ?? 0) / tokens - 1)).toBeLessThan(0.05)
})

test('answers that are not on the tape are judged by as many calls as their own cases take', async () => {
  const isLost = ({ case: id, trial }: CallRequest) => id !== 'many' || trial === 1
  const { rows, lost } = await besideTape(ASKED, 'trials: 2\n', isLost)
  const [answers, verdicts] = ['execution', 'judge'].map((of) => lost.filter(({ phase }) => phase === of).length)
  expect([answers, verdicts]).toEqual([19, 26])
  expect(rows).toMatchObject([{ calls: answers }, { phase: 'judge', calls: verdicts }])
})
