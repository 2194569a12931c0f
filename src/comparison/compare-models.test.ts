import fc from 'fast-check'
import { expect, test } from 'vitest'
import { metricDefinition } from '../metrics/metrics.ts'
import { seededRandom } from '../random/seeded-random.ts'
import type { CaseScore, MetricDefinition } from '../schema/metric-definition.ts'
import { alignScores, pairSides } from './align-scores.ts'
import { compareModels } from './compare-models.ts'
import { flipsFor } from './flip-p-values.ts'
import { discordant, partsOf, scoresOf } from './testing/scores.ts'

const metric = (name: string): MetricDefinition => metricDefinition(name) as MetricDefinition
const compare = (name: string, a: CaseScore[], b: CaseScore[], margin?: number) =>
  compareModels(
    'task',
    metric(name),
    new Map([
      ['a', a],
      ['b', b],
    ]),
    1,
    margin,
  )[0]

test('right and wrong: Tango and the exact McNemar test', () => {
  const { first, second } = discordant(16, 6, 60)
  expect(compare('accuracy', first, second)).toMatchObject({
    task: 'task',
    metric: 'accuracy',
    a: 'a',
    b: 'b',
    n: 60,
    unpaired: 0,
    margin: null,
    method: 'Tango, exact McNemar',
    verdict: 'no difference found',
  })
  expect(compare('accuracy', first, second)?.pValue).toBeCloseTo(0.052478790283203125, 12)
  expect(compare('accuracy', first, second)?.difference).toBeCloseTo(1 / 6, 12)
  expect(compare('accuracy', first, second)?.smallestDetectable).toBeGreaterThan(0.1)
  const clear = discordant(20, 2, 60)
  expect(compare('accuracy', clear.first, clear.second)?.verdict).toBe('better')
  expect(compare('accuracy', clear.second, clear.first)?.verdict).toBe('worse')
  expect(compare('hallucination', clear.first, clear.second)?.verdict).toBe('worse')
})

test('the order of cases does not matter, equal models have p 1', () => {
  const random = seededRandom('order')
  const [a, b] = [0, 1].map(() => scoresOf(Array.from({ length: 40 }, () => random.next()))) as [CaseScore[], CaseScore[]]
  expect(compare('quality', a.toReversed(), b)).toEqual(compare('quality', a, b))
  expect(compare('quality', a, a)).toMatchObject({ difference: 0, pValue: 1, verdict: 'no difference found', smallestDetectable: null })
  expect(compare('quality', a, b)?.method).toBe('paired t with two pseudo-cases, sign flips')
})

test('ratios exchange their counts within a case', () => {
  const better = partsOf(Array.from({ length: 30 }, (_, i) => [9, i % 3, 1]))
  const worse = partsOf(Array.from({ length: 30 }, (_, i) => [6, i % 3, 4]))
  const comparison = compare('f1', better, worse)
  expect(comparison).toMatchObject({ verdict: 'better', method: 'linearised, paired t with two pseudo-cases, sign flips' })
  expect(comparison?.difference).toBeCloseTo(18 / 21 - 12 / 17, 1)
  expect(comparison?.pValue).toBeLessThan(0.001)
  expect(compare('f1', better, better)).toMatchObject({ difference: 0, pValue: 1 })
  const few = compare('f1', better.slice(0, 5), worse.slice(0, 5))
  expect(few?.pValue).toBe(2 / 32)
  expect(compare('f1', partsOf([[0, 0, 0]]), partsOf([[1, 0, 0]]))).toMatchObject({ difference: null, verdict: 'undecided' })
})

test('a difference that the interval does not show is undecided, and the reason names both', () => {
  const random = seededRandom('few points')
  const base = Array.from({ length: 34 }, () => 0.6 + random.next() / 5)
  const found = compare('quality', scoresOf(base.map((score) => score + 0.08 * random.next())), scoresOf(base))
  expect(found?.pValue).toBeLessThan(0.001)
  expect([found?.low, found?.high].map((end) => Math.sign(end ?? 0))).toEqual([-1, 1])
  expect(found).toMatchObject({
    verdict: 'undecided',
    reason:
      'by its p it differs (sign flips), but 0 is in the interval (paired t with two pseudo-cases): rare cases that none of these 34 is like could undo it',
  })
  expect(found?.smallestDetectable).toBeGreaterThan(found?.difference ?? 1)
  const more = compare('quality', scoresOf(base.map((score) => score + 0.2)), scoresOf(base))
  expect(more).toMatchObject({ verdict: 'better' })
  expect(more).not.toHaveProperty('reason')
})

test('what is better or worse has an interval without 0', () => {
  const scores = fc.array(fc.tuple(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 4 })), { minLength: 2, maxLength: 30 })
  fc.assert(
    fc.property(fc.constantFrom('quality', 'accuracy', 'cost'), scores, fc.integer({ min: 0, max: 4 }), (name, pairs, more) => {
      const scale = (score: number): number => (name === 'accuracy' ? Number(score > 1) : Math.min(4, score) / 4)
      const a = scoresOf(pairs.map(([score]) => scale(score + more)))
      const found = compare(name, a, scoresOf(pairs.map(([, score]) => scale(score))))
      if (found?.verdict !== 'better' && found?.verdict !== 'worse') return
      expect((found.low ?? 0) > 0 || (found.high ?? 0) < 0).toBe(true)
    }),
    { numRuns: 200 },
  )
})

test('equivalent within a stated margin, never for few cases or no variance', () => {
  const { first, second } = discordant(2, 2, 400)
  expect(compare('accuracy', first, second, 0.05)).toMatchObject({ verdict: 'equivalent', margin: 0.05 })
  expect(compare('accuracy', first, second, 0.01)?.verdict).toBe('no difference found')
  expect(compare('accuracy', first.slice(0, 19), second.slice(0, 19), 0.9)?.verdict).toBe('no difference found')
  expect(compare('accuracy', first, first, 0.5)?.verdict).toBe('no difference found')
})

test('missing data over 5 % is undecided, with the bounds that it leaves open', () => {
  const full = scoresOf(Array.from({ length: 20 }, () => 1))
  const oneMissing = scoresOf(Array.from({ length: 20 }, (_, i) => (i === 0 ? null : 1)))
  const twoMissing = scoresOf(Array.from({ length: 20 }, (_, i) => (i < 2 ? null : 1)))
  expect(compare('accuracy', full, oneMissing)).toMatchObject({ n: 19, unpaired: 1, verdict: 'no difference found' })
  expect(compare('accuracy', full, twoMissing)).toMatchObject({
    n: 18,
    unpaired: 2,
    verdict: 'undecided',
    pValue: null,
    adjustedPValue: null,
    low: 0,
    high: 0.1,
    method: 'missing data, bounds with all missing 0 and 1',
  })
  expect(compare('accuracy', full, full.slice(2))?.verdict).toBe('undecided')
  expect(compare('accuracy', full, [])).toMatchObject({ n: 0, difference: null, low: 0, high: 1, verdict: 'undecided' })
  expect(compare('accuracy', [], [])).toMatchObject({ n: 0, low: null, high: null, method: 'missing data', verdict: 'undecided' })
  expect(compare('cost', full, twoMissing)).toMatchObject({ low: null, high: null, verdict: 'undecided' })
})

test('wrong answers that end as errors do not win', () => {
  const random = seededRandom('errors')
  const honest = Array.from({ length: 200 }, () => Number(random.next() < 0.7))
  const failing = honest.map((score) => (score === 0 && random.next() < 0.3 ? null : score))
  expect(compare('accuracy', scoresOf(honest), scoresOf(failing))?.verdict).toBe('undecided')
})

test('a difference that the missing cases could undo is undecided', () => {
  const { first, second } = discordant(12, 2, 100)
  expect(compare('accuracy', first, second)?.verdict).toBe('better')
  const fewer = first.map((score, i) => (i >= 96 ? { ...score, score: null } : score))
  expect(compare('accuracy', fewer, second)).toMatchObject({ n: 96, unpaired: 4, verdict: 'undecided', method: 'Tango, exact McNemar' })
  const clear = discordant(40, 2, 100)
  const one = clear.first.map((score, i) => (i >= 99 ? { ...score, score: null } : score))
  expect(compare('accuracy', one, clear.second)?.verdict).toBe('better')
  const same = discordant(2, 2, 400)
  const gaps = same.first.map((score, i) => (i >= 385 ? { ...score, score: null } : score))
  expect(compare('accuracy', same.first, same.second, 0.04)?.verdict).toBe('equivalent')
  expect(compare('accuracy', gaps, same.second, 0.04)?.verdict).toBe('no difference found')
})

test('a score that is no number is an error, never a comparison', () => {
  expect(() => compare('quality', scoresOf([0.5, Number.NaN]), scoresOf([0.5, 0.5]))).toThrow(
    'the score of the case case 1 is NaN, expected a finite number or null',
  )
})

test('one case and unbounded scores', () => {
  expect(compare('quality', scoresOf([0.4]), scoresOf([0.9]))).toMatchObject({ n: 1, low: null, high: null, pValue: 1 })
  const cheap = scoresOf(Array.from({ length: 30 }, (_, i) => 0.001 + i * 1e-5))
  const dear = scoresOf(Array.from({ length: 30 }, (_, i) => 0.002 + i * 2e-5))
  expect(compare('cost', cheap, dear)).toMatchObject({ verdict: 'better', method: 'paired t, sign flips' })
})

test('a single model has no comparison; p is adjusted over all pairs', () => {
  expect(compareModels('task', metric('accuracy'), new Map([['a', scoresOf([1])]]), 1)).toEqual([])
  const { first, second } = discordant(12, 2, 60)
  const three = compareModels(
    'task',
    metric('accuracy'),
    new Map([
      ['a', first],
      ['b', second],
      ['c', second],
    ]),
    1,
  )
  expect(three.map(({ a, b }) => a + b)).toEqual(['ab', 'ac', 'bc'])
  const p = three[0]?.pValue ?? 0
  expect(three.map(({ adjustedPValue }) => adjustedPValue)).toEqual([3 * p, 3 * p, 1])
  expect([flipsFor(1), flipsFor(45)]).toEqual([10_000, 36_000])
})

test('pairs are found by hash, whatever the ids, and by id within a hash', () => {
  const score = (id: string, caseHash: string, value: number): CaseScore => ({ case: id, caseHash, score: value })
  const { rows } = alignScores([
    [score('new-2', 'h', 2), score('new-1', 'h', 1), score('x', 'other', 9)],
    [score('old-1', 'h', 10), score('old-2', 'h', 20)],
  ])
  const { pairs, unpaired } = pairSides({ rows }, 0, 1)
  expect(pairs.map(({ a, b }) => [a.score, b.score])).toEqual([
    [1, 10],
    [2, 20],
  ])
  expect(unpaired).toBe(1)
})

test('cases that no side can score are left out, those that all miss are missing', () => {
  const lists = [scoresOf([1, null, 0]), scoresOf([1, null]), scoresOf([0, null])]
  expect(alignScores(lists).rows).toHaveLength(3)
  expect(alignScores([scoresOf([null]), []]).rows).toHaveLength(0)
})

test('ten models with 2,000 cases are compared', () => {
  const random = seededRandom('speed')
  const models = Array.from({ length: 10 }, (_, m) => {
    const scores = partsOf(Array.from({ length: 2_000 }, () => [random.int(3, 8), random.int(0, 3), random.int(0, 3)] as const))
    return [`model ${m}`, scores] as const
  })
  expect(compareModels('task', metric('f1'), new Map(models), 1)).toHaveLength(45)
}, 60_000)
