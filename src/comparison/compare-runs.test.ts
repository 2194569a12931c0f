import { expect, test } from 'vitest'
import type { Baseline } from '../schema/baseline.ts'
import type { MetricComparison, ModelComparison } from '../schema/run-comparison.ts'
import { mcnemarExact } from '../statistics/mcnemar-exact.ts'
import { compareRuns } from './compare-runs.ts'
import { baselineOf, casesOf, rightThenWrong, taskOf } from './testing/baselines.ts'

const options = { seed: 1, flips: 3, margin: null }
const only = (a: Baseline, b: Baseline, over = {}): ModelComparison =>
  compareRuns(a, b, { ...options, ...over }).tasks[0]?.models[0] as ModelComparison
const primaryOf = (model: ModelComparison): MetricComparison => model.metrics.find(({ primary }) => primary) as MetricComparison

test('the difference is b − a on the pairs, with the p of the exact McNemar test', () => {
  const a = baselineOf([taskOf({ one: rightThenWrong(30, 10) })])
  const b = baselineOf([taskOf({ one: [...rightThenWrong(14, 16), ...rightThenWrong(2, 8)] })])
  const found = primaryOf(only(a, b))
  expect(found).toMatchObject({ a: 0.75, b: 0.4, n: 40, missing: 0, verdict: 'worse', method: 'Tango, exact McNemar', reason: null })
  expect(found.difference).toBeCloseTo(-0.35, 12)
  expect(found.pValue).toBe(mcnemarExact(16, 2))
  expect(primaryOf(only(b, a))).toMatchObject({ verdict: 'better', pValue: found.pValue })
})

test('p of the primary metric is adjusted over the models of the task; other metrics are exploratory', () => {
  const withBoth = (scores: number[]) =>
    casesOf(scores).map((each) => ({ ...each, scores: { ...each.scores, abstention: each.scores['accuracy'] ?? null } }))
  const task = (one: number[], two: number[]) => taskOf({ one: withBoth(one), two: withBoth(two) }, { metrics: ['accuracy', 'abstention'] })
  const a = baselineOf([task(rightThenWrong(20, 20), rightThenWrong(20, 20))])
  const b = baselineOf([task(rightThenWrong(27, 13), rightThenWrong(21, 19))])
  const models = compareRuns(a, b, options).tasks[0]?.models ?? []
  const [first, second] = models.map(primaryOf) as [MetricComparison, MetricComparison]
  expect(first.pValue).toBeCloseTo(0.015625, 12)
  expect(first.adjustedPValue).toBeCloseTo(0.03125, 12)
  expect(second).toMatchObject({ pValue: expect.closeTo(1, 12), adjustedPValue: expect.closeTo(1, 12), verdict: 'no difference found' })
  expect(models[0]?.metrics[1]).toMatchObject({
    metric: 'abstention',
    primary: false,
    pValue: first.pValue,
    adjustedPValue: null,
    verdict: 'worse',
  })
})

test('the other way round changes the sign and nothing else', () => {
  const a = baselineOf([taskOf({ one: Array.from({ length: 30 }, (_, i) => (i % 7) / 7) }, { primary: 'quality' })])
  const b = baselineOf([taskOf({ one: Array.from({ length: 30 }, (_, i) => (i % 5) / 5) }, { primary: 'quality' })])
  const [there, back] = [primaryOf(only(a, b)), primaryOf(only(b, a))]
  expect(back.difference).toBeCloseTo(-(there.difference ?? 0), 12)
  expect(back.pValue).toBe(there.pValue)
})

test('what is on one side alone is listed: tasks, models, cases', () => {
  const a = baselineOf([taskOf({ one: [1, 1, 1], gone: [1, 1, 1] }), taskOf({ one: [1] }, { task: 'dropped' })])
  const b = baselineOf([taskOf({ one: [1, 1, 1, 0], fresh: [1, 1, 1, 1] }), taskOf({ one: [1] }, { task: 'added' })])
  const found = compareRuns(a, b, options)
  expect(found).toMatchObject({ onlyA: ['dropped'], onlyB: ['added'] })
  expect(found.tasks[0]).toMatchObject({
    onlyA: ['gone'],
    onlyB: ['fresh'],
    cases: { paired: 3, byId: 0, onlyA: { count: 0, names: [] }, onlyB: { count: 1, names: ['c03'] } },
  })
})

test('of very many cases without a pair twenty are named and all are counted', () => {
  const found = compareRuns(baselineOf([taskOf({ one: [1] })]), baselineOf([taskOf({ one: rightThenWrong(90, 0) })]), options)
  expect(found.tasks[0]?.cases.onlyB).toMatchObject({ count: 89, names: expect.objectContaining({ length: 20 }) })
})

test('an edited case is paired by its id, and that is counted', () => {
  const edited = casesOf([1, 1, 0]).map((each, index) => (index === 1 ? { ...each, caseHash: 'edited' } : each))
  const found = compareRuns(baselineOf([taskOf({ one: [1, 1, 0] })]), baselineOf([taskOf({ one: edited })]), options)
  expect(found.tasks[0]?.cases).toMatchObject({ paired: 3, byId: 1 })
})

test('other cases altogether are no comparison', () => {
  const others = casesOf([1, 0]).map((each) => ({ ...each, case: `other ${each.case}`, caseHash: `other ${each.caseHash}` }))
  const model = only(baselineOf([taskOf({ one: [1, 1] })]), baselineOf([taskOf({ one: others })]))
  expect(primaryOf(model)).toMatchObject({
    n: 0,
    difference: null,
    pValue: null,
    verdict: 'undecided',
    reason: 'no case has a score on both sides',
  })
})

test('a run in which everything failed for want of an answer is undecided', () => {
  const missing = Array<null>(20).fill(null)
  const model = only(baselineOf([taskOf({ one: rightThenWrong(18, 2) })]), baselineOf([taskOf({ one: missing })]))
  expect(primaryOf(model)).toMatchObject({
    n: 0,
    missing: 20,
    difference: null,
    verdict: 'undecided',
    reason: 'no case has a score on both sides',
  })
  expect(model.flips).toEqual({ worse: 0, better: 0, same: 0, shown: [] })
})

test('too many pairs without a score are undecided', () => {
  const model = only(
    baselineOf([taskOf({ one: rightThenWrong(20, 0) })]),
    baselineOf([taskOf({ one: [...rightThenWrong(0, 15), null, null, null, null, null] })]),
  )
  expect(primaryOf(model)).toMatchObject({
    n: 15,
    missing: 5,
    verdict: 'undecided',
    reason: '5 of 20 pairs lack a score on one side, expected at most 5 %',
  })
})

test('a score that is no finite number is missing and said, never a figure', () => {
  const scores = [...rightThenWrong(30, 9), Number.NaN]
  const found = primaryOf(only(baselineOf([taskOf({ one: rightThenWrong(30, 10) })]), baselineOf([taskOf({ one: scores })])))
  expect(found).toMatchObject({
    n: 39,
    missing: 1,
    difference: 0,
    verdict: 'no difference found',
    reason: '1 scores are not finite numbers and count as missing',
  })
  const all = primaryOf(only(baselineOf([taskOf({ one: [1, 1] })]), baselineOf([taskOf({ one: [Number.NaN, Infinity] })])))
  expect(all).toMatchObject({ n: 0, difference: null, verdict: 'undecided' })
})

test('one case is no evidence', () => {
  const found = primaryOf(only(baselineOf([taskOf({ one: [1] })]), baselineOf([taskOf({ one: [0] })])))
  expect(found).toMatchObject({
    n: 1,
    difference: -1,
    pValue: expect.closeTo(1, 12),
    verdict: 'no difference found',
    smallestDetectable: null,
    reason: 'one case says nothing of others',
  })
})

test('two runs without any variance are no finding, and not taken for equivalent', () => {
  const same = baselineOf([taskOf({ one: rightThenWrong(30, 0) })])
  const found = primaryOf(only(same, same, { margin: 0.1 }))
  expect(found).toMatchObject({ difference: 0, pValue: 1, verdict: 'no difference found', smallestDetectable: null })
})

test('a small difference inside a stated margin is equivalent', () => {
  const a = baselineOf([taskOf({ one: [...rightThenWrong(200, 0), ...rightThenWrong(2, 2)] })])
  const b = baselineOf([taskOf({ one: [...rightThenWrong(200, 0), ...rightThenWrong(1, 1), 1, 0] })])
  expect(primaryOf(only(a, b, { margin: 0.05 }))).toMatchObject({ verdict: 'equivalent', margin: 0.05 })
})

test.each([
  [
    'checks',
    { primary: 'pass-rate' },
    { checksHash: 'others' },
    'the checks have changed: pass-rate was measured by others and cannot be compared',
  ],
  [
    'matching',
    { primary: 'accuracy' },
    { matchingHash: 'others' },
    'the output format or pairing has changed: accuracy cannot be compared',
  ],
])('a metric whose %s have changed has no verdict', (_, of, changed, reason) => {
  const a = baselineOf([taskOf({ one: rightThenWrong(40, 0) }, of)])
  const b = baselineOf([taskOf({ one: rightThenWrong(0, 40) }, { ...of, ...changed })])
  expect(primaryOf(only(a, b))).toMatchObject({ verdict: 'undecided', reason })
})

test('another judge has other verdicts', () => {
  const judged = (judge: string) => {
    const task = taskOf({ one: rightThenWrong(20, 20) }, { primary: 'quality' })
    return baselineOf([{ ...task, models: task.models.map((model) => ({ ...model, judge })) }])
  }
  const model = only(judged('sim:a 1'), judged('sim:b 1'))
  expect(primaryOf(model).reason).toBe('the judge has changed: quality cannot be compared')
  expect(model.changes).toEqual([{ what: 'judge', a: 'sim:a 1', b: 'sim:b 1' }])
})

test('an edited prompt is what is compared', () => {
  const a = baselineOf([taskOf({ one: rightThenWrong(40, 0) })])
  const b = baselineOf([taskOf({ one: rightThenWrong(0, 40) }, { promptHash: 'edited' })], { commit: null, configHash: 'other' })
  const found = compareRuns(a, b, options)
  expect(found.tasks[0]?.changes).toEqual([{ what: 'prompt', a: 'prompt', b: 'edited' }])
  expect(found.changes).toEqual([
    { what: 'commit', a: 'fdc3a9b0c1d2e3f4', b: 'none' },
    { what: 'settings (configHash)', a: 'config', b: 'other' },
  ])
  expect(primaryOf(only(a, b)).verdict).toBe('worse')
})

test('cases that changed are counted, and the greatest losses come first', () => {
  const a = baselineOf([taskOf({ one: [1, 0.5, 0, 1, 1] }, { primary: 'quality' })])
  const b = baselineOf([taskOf({ one: [0, 0.4, 1, 1, null] }, { primary: 'quality' })])
  const { flips } = only(a, b, { flips: 2 })
  expect(flips).toMatchObject({ worse: 2, better: 1, same: 1 })
  expect(flips.shown.map(({ case: id, change }) => [id, change])).toEqual([
    ['c00', 'worse'],
    ['c01', 'worse'],
  ])
})

test('ratios are compared by their counted items', () => {
  const parts = (counts: [number, number, number][]) =>
    casesOf(counts.map(() => 0)).map((each, index) => ({
      ...each,
      scores: { f1: [0.5, ...(counts[index] as [number, number, number])] as [number, number, number, number] },
    }))
  const a = baselineOf([
    taskOf(
      {
        one: parts([
          [8, 2, 0],
          [9, 1, 0],
          [7, 3, 0],
        ]),
      },
      { primary: 'f1' },
    ),
  ])
  const found = primaryOf(only(a, a))
  expect(found.a).toBeCloseTo(48 / 54, 12)
  expect(found.method).toContain('linearised')
})

test('a quantile near the end has no score per case: it is not compared, though an older baseline may hold some', () => {
  const scored = casesOf(rightThenWrong(20, 20)).map((each) => ({ ...each, scores: { ...each.scores, 'latency-p95': 200, latency: 200 } }))
  const side = baselineOf([taskOf({ one: scored }, { metrics: ['accuracy', 'latency', 'latency-p95'] })])
  expect(compareRuns(side, side, options).tasks[0]?.models[0]?.metrics.map(({ metric }) => metric)).toEqual(['accuracy', 'latency'])
})

test('where asking stopped early the methods say so', () => {
  const a = baselineOf([taskOf({ one: rightThenWrong(20, 20) })])
  const b = baselineOf([taskOf({ one: rightThenWrong(10, 10) }, { planned: 40 })])
  for (const model of b.tasks[0]?.models ?? []) model.notAsked = 20
  expect(primaryOf(only(a, b))).toMatchObject({ n: 20, missing: 0, method: 'Tango, exact McNemar, stopped early' })
})
