import { join } from 'node:path'
import { expect, test } from 'vitest'
import { testFolder } from '../config/testing/test-folder.ts'
import type { TaskJudge } from '../schema/judge.ts'
import type { Model } from '../schema/model.ts'
import { testModel } from '../schema/testing/test-model.ts'
import { estimate } from './estimate.ts'
import type { EstimateOptions } from './estimate.ts'
import { before, country, estimateOf, inputsOf, mini, nothingBefore, price, taskOf } from './testing/estimating.ts'

test('calls are cases × trials; the output lies between gold and limit where no earlier run says more', async () => {
  const limited = { ...mini, params: { maxOutputTokens: 50 } }
  const made = await estimateOf([limited], [country(1, 'x'.repeat(40)), country(2, 'x'.repeat(40))], 'trials: 3\n')
  // 36 characters are 9 tokens, and 4 more of the message.
  expect(made.rows).toEqual([
    {
      task: 'capitals',
      model: 'mini',
      phase: 'execution',
      simulated: false,
      calls: 6,
      inputTokens: { low: 59, expected: 78, high: 105 },
      outputTokens: { low: 60, expected: 60, high: 300 },
      nanoUsd: { low: 6 * (10_000 + 100_000), expected: 6 * (13_000 + 100_000), high: 6 * (18_000 + 500_000) },
      from: 'gold and limit',
    },
  ])
  expect(made).toMatchObject({ calls: 6, nanoUsd: made.rows[0]?.nanoUsd, unknown: [], notes: [] })
})

test("a task's own limit goes over the model's", async () => {
  const limited = { ...mini, params: { maxOutputTokens: 50 } }
  const { rows } = await estimateOf([limited], [country(1)], 'params: { maxOutputTokens: 8 }\n')
  expect(rows[0]).toMatchObject({ outputTokens: { low: 0, expected: 4, high: 8 }, from: 'limit' })
})

test('without a limit and an earlier run the high end is unknown, and so is that of the sum', async () => {
  const made = await estimateOf([mini], [country(1)])
  expect(made.nanoUsd).toMatchObject({ expected: null, high: null })
  expect(made.unknown).toEqual(['capitals × mini: how long answers are (no `maxOutputTokens`, no earlier run)'])
})

test('a model without a price is said to be unknown, and never counted as free', async () => {
  const unpriced = testModel({ label: 'mini', params: { maxOutputTokens: 5 } })
  const made = await estimateOf([unpriced], [country(1)])
  expect(made.rows[0]?.nanoUsd).toBeNull()
  expect(made.nanoUsd).toEqual({ low: 0, expected: null, high: null })
  expect(made.unknown).toEqual(['mini: no price is known; set `price` of the model'])
})

test('what the provider said of the price in earlier runs takes the place of a price list', async () => {
  const unpriced = testModel({ label: 'mini' })
  const cases = [country(1), country(2)]
  const earlier = { ...nothingBefore, usage: before({ costNanoUsd: 1_000, inputs: await inputsOf(20, cases) }) }
  const { rows } = await estimateOf([unpriced], cases, '', { earlier })
  expect(rows[0]?.nanoUsd).toEqual({ low: 1_800, expected: 2_000, high: 2_200 })
  const long = [{ id: 'long', input: { country: 'x'.repeat(4_000) } }]
  const grown = (await estimateOf([unpriced], long, '', { earlier })).rows[0]
  // A thousand tokens where there were twenty, and an answer as before.
  expect(grown?.nanoUsd?.low).toBe(900)
  expect(grown?.nanoUsd?.high).toBeGreaterThan(50_000)
})

test('models on this machine cost nothing however long they answer; recorded ones are not asked', async () => {
  const local = testModel({ label: 'local', paid: false, baseUrl: 'http://127.0.0.1:1/v1' })
  const recorded = testModel({ label: 'recorded', paid: false, answersFile: '/a.jsonl' })
  const { rows, nanoUsd, unknown } = await estimateOf([local, recorded], [country(1)])
  expect(rows.map(({ model }) => model)).toEqual(['local'])
  expect([nanoUsd, unknown]).toEqual([{ low: 0, expected: 0, high: 0 }, []])
})

test('simulated models have the price of their profile', async () => {
  const sim = testModel({ provider: 'sim', name: 'careful', params: { maxOutputTokens: 10 } })
  const { rows } = await estimateOf([sim], [country(1)])
  expect(rows[0]?.simulated).toBe(true)
  expect(rows[0]?.nanoUsd?.low).toBeGreaterThan(0)
})

test('a file with faults is unknown', () => {
  const made = estimate({ planned: [], suites: [], faulty: ['a.task.yaml'], models: [mini], earlier: nothingBefore, seed: 1 })
  expect(made).toMatchObject({ calls: null, nanoUsd: { low: 0, high: null }, unknown: ['a.task.yaml: it has faults'] })
})

const referee = { model: testModel({ label: 'referee', price }), brief: {}, batch: 2, seed: 1 }
const JUDGED = `checks:
  - { name: a, kind: judge, question: 'Is it short?' }
  - { name: b, kind: judge, question: 'Is it a city?', votes: 3 }
  - { name: c, kind: judge, question: 'Is it of {{input.country}}?', votes: 3 }
  - { name: d, kind: judge, question: 'Is it short?', not: true }
`

async function judgedEstimate(models: Model[], judge: TaskJudge, options: Partial<EstimateOptions> = {}) {
  const task = await taskOf([country(1, 'x'.repeat(40)), country(2, 'x'.repeat(40))], `trials: 2\n${JUDGED}`, {
    GENERAL_TASK_LLM: 'sim:careful',
  })
  const planned = [{ task, chosen: models.map((model) => ({ model, cases: task.cases })), judge }]
  const made = estimate({ planned, suites: [], models, earlier: nothingBefore, seed: 1, ...options })
  return { made, row: made.rows.find(({ phase }) => phase === 'judge') }
}

test('judges are calls of their own phase: answers × votes × questions by batches, each question once', async () => {
  const limited = { ...mini, params: { maxOutputTokens: 50 } }
  const judge = { ...referee, model: { ...referee.model, params: { maxOutputTokens: 300 } } }
  const { made, row } = await judgedEstimate([limited, { ...limited, label: 'other' }], judge)
  // Three questions with the first vote are two calls, two questions with the second and the third are one each: 4 × 8 answers.
  expect(row).toMatchObject({ task: 'capitals', model: 'referee', calls: 32, from: 'limit' })
  // Seven verdicts of each answer; answers that are the same for both models are judged once.
  expect(row?.outputTokens).toEqual({ low: 7 * 4 * 15, expected: 7 * 8 * 45, high: 32 * 300 })
  expect(made.calls).toBe(8 + 32)
  const { inputTokens, outputTokens, nanoUsd } = row ?? {}
  const money = (end: 'low' | 'high') => (inputTokens?.[end] ?? 0) * 1_000 + (outputTokens?.[end] ?? 0) * 10_000
  expect(Math.abs((nanoUsd?.low ?? 0) / money('low') - 1)).toBeLessThan(0.02)
  expect(Math.abs((nanoUsd?.high ?? 0) / money('high') - 1)).toBeLessThan(0.02)
  expect(made.nanoUsd.high).toBeGreaterThan(nanoUsd?.high ?? Infinity)
})

test('the prompt of a judge holds the instructions, the prompt that was sent and the answer', async () => {
  const short = await judgedEstimate([{ ...mini, params: { maxOutputTokens: 40 } }], referee)
  const long = await judgedEstimate([{ ...mini, params: { maxOutputTokens: 40_040 } }], referee)
  // The prompt of the judge alone has some 400 tokens.
  expect(short.row?.inputTokens?.low).toBeGreaterThan(16 * 300)
  expect((long.row?.inputTokens?.high ?? 0) - (short.row?.inputTokens?.high ?? 0)).toBe(16 * (25_000 - 40))
})

test('without a limit and an earlier run it is not known how long replies are; earlier runs say so', async () => {
  const { made, row } = await judgedEstimate([{ ...mini, params: { maxOutputTokens: 50 } }], referee)
  expect(row).toMatchObject({ calls: 16, outputTokens: { high: null }, from: 'nothing' })
  expect(made.unknown).toEqual(['capitals × referee judge: how long its replies are (no `maxOutputTokens`, no earlier run)'])
  const judging = [
    {
      task: 'capitals',
      model: 'referee',
      simulated: false,
      calls: 8,
      inputTokens: 500,
      outputTokens: { mean: 60, p95: 90 },
      costNanoUsd: null,
    },
  ]
  const known = await judgedEstimate([{ ...mini, params: { maxOutputTokens: 50 } }], referee, { judging })
  expect(known.row).toMatchObject({ outputTokens: { low: 864, expected: 960, high: 1_440 }, from: 'earlier runs' })
  expect(known.made.unknown).toEqual([])
})

test('recorded answers are judged like any other; a judge without a price is unknown; without one that is asked there is no row', async () => {
  const recorded = testModel({ label: 'recorded', paid: false, answersFile: join(testFolder({ 'a.jsonl': 'x'.repeat(4_000) }), 'a.jsonl') })
  const { made, row } = await judgedEstimate([recorded], { ...referee, model: testModel({ label: 'referee' }) })
  expect(made.rows).toHaveLength(1)
  expect(row).toMatchObject({ calls: 16, nanoUsd: null })
  expect(made.unknown).toEqual(['referee: no price is known; set `price` of the model'])
  expect((row?.inputTokens?.high ?? 0) - (row?.inputTokens?.low ?? 0) * 1.8).toBeGreaterThanOrEqual(0)
  const task = await taskOf([country(1)])
  const planned = [{ task, chosen: [{ model: mini, cases: task.cases }], judge: referee }]
  expect(estimate({ planned, suites: [], models: [mini], earlier: nothingBefore, seed: 1 }).rows).toHaveLength(1)
})

test('where asking may stop early the low ends are of what is asked in any case; a part of the cases is asked whole', async () => {
  const limited = { ...mini, params: { maxOutputTokens: 50 } }
  const cases = Array.from({ length: 100 }, (_, index) => country(index, 'x'.repeat(40)))
  const gates = 'gates: [{ metric: accuracy, min: 0.8 }]\n'
  const [whole, early] = [await estimateOf([limited], cases, gates), await estimateOf([limited], cases, `${gates}stop: decided\n`)]
  const [full, row] = [whole.rows[0], early.rows[0]]
  expect(row).toMatchObject({ calls: 100, outputTokens: { ...full?.outputTokens, low: (full?.outputTokens?.low ?? 0) * 0.05 } })
  expect(early.nanoUsd).toMatchObject({ high: whole.nanoUsd.high, low: Math.floor(whole.nanoUsd.low * 0.05) })
  expect(early.notes).toEqual(['capitals: asking stops when its gates are decided; the upper end, and the calls, are those of all cases'])
  const task = await taskOf(cases, `${gates}stop: decided\n`)
  const planned = [{ task, chosen: [{ model: limited, cases: task.cases.slice(0, 50) }], judge: null }]
  const part = estimate({ planned, suites: [], models: [limited], earlier: nothingBefore, seed: 1 })
  expect(part.rows[0]?.outputTokens?.low).toBe((full?.outputTokens?.low ?? 0) / 2)
  expect(part.notes).toEqual([])
})
