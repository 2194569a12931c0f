import { expect, test } from 'vitest'
import { metricDefinition } from '../metrics/metrics.ts'
import { seededRandom } from '../random/seeded-random.ts'
import type { CaseScore, MetricDefinition } from '../schema/metric-definition.ts'
import { wilsonInterval } from '../statistics/wilson-interval.ts'
import { compareModels } from './compare-models.ts'
import { rankModels } from './rank-models.ts'
import { discordant, figureFrom, partsOf, scoresOf } from './testing/scores.ts'

const metric = (name: string): MetricDefinition => metricDefinition(name) as MetricDefinition
const rank = (name: string, scores: Record<string, CaseScore[]>) => {
  const byModel = new Map(Object.entries(scores))
  const comparisons = compareModels('task', metric(name), byModel, 1)
  return rankModels('task', metric(name), byModel, comparisons, figureFrom(metric(name))).entries
}

test('best first, tied where no difference was found', () => {
  const { first, second } = discordant(30, 2, 100)
  const entries = rank('accuracy', { low: second, high: first, equal: first })
  expect(entries.map(({ model, tiedWithBest }) => [model, tiedWithBest])).toEqual([
    ['equal', true],
    ['high', true],
    ['low', false],
  ])
  expect(entries[1]).toEqual({ model: 'high', score: 0.98, ...wilsonInterval(98, 100), tiedWithBest: true })
})

test('the least is best where lower is better', () => {
  expect(rank('hallucination', { a: scoresOf([1, 1, 0]), b: scoresOf([0, 0, 0]) }).map(({ model }) => model)).toEqual(['b', 'a'])
  const [first] = rank('cost', { dear: scoresOf([0.2, 0.4]), cheap: scoresOf([0.1, 0.2]) })
  expect(first).toMatchObject({ model: 'cheap' })
  expect(first?.score).toBeCloseTo(0.15, 12)
})

test('one model is ranked alone', () => {
  expect(rank('accuracy', { only: scoresOf([1, 0]) })).toEqual([{ model: 'only', score: 0.5, ...wilsonInterval(1, 2), tiedWithBest: true }])
})

test('where the figure and the mean difference of the cases disagree, whether they differ is undecided', () => {
  const [steady, spiky] = [scoresOf(Array(30).fill(0.5)), scoresOf(Array.from({ length: 30 }, (_, i) => (i < 20 ? 0.4 : 5)))]
  const byModel = new Map([
    ['steady', steady],
    ['spiky', spiky],
  ])
  const duration = metric('latency')
  const comparisons = compareModels('task', duration, byModel, 1)
  expect(comparisons[0]?.verdict).toBe('better')
  const medians = (model: string) => ({ score: model === 'steady' ? 0.5 : 0.4, low: null, high: null })
  expect(
    rankModels('task', duration, byModel, comparisons, medians).entries.map(({ model, tiedWithBest }) => [model, tiedWithBest]),
  ).toEqual([
    ['spiky', true],
    ['steady', null],
  ])
})

test('a model without scores is last, never absent; one with gaps stands after the ranked ones', () => {
  const full = scoresOf(Array.from({ length: 20 }, (_, i) => Number(i < 10)))
  const gaps = scoresOf(Array.from({ length: 20 }, (_, i) => (i < 10 ? 1 : null)))
  const entries = rank('accuracy', { none: scoresOf(Array.from({ length: 20 }, () => null)), gaps, full })
  expect(entries.map(({ model, score, tiedWithBest }) => [model, score, tiedWithBest])).toEqual([
    ['full', 0.5, true],
    ['gaps', 1, null],
    ['none', null, null],
  ])
  expect(rank('accuracy', { a: [], b: [] }).every(({ score, tiedWithBest }) => score === null && tiedWithBest === null)).toBe(true)
})

test('models are scored on the cases that all ranked models have', () => {
  const all = Array.from({ length: 40 }, () => 1)
  const a = scoresOf([null, ...all.slice(1)])
  const b = scoresOf([0, ...all.slice(1)])
  expect(rank('accuracy', { a, b }).map(({ score }) => score)).toEqual([1, 1])
})

test('micro averages and scores of several trials have intervals', () => {
  const [best] = rank('f1', {
    a: partsOf([
      [3, 1, 0],
      [2, 0, 1],
    ]),
  })
  expect(best?.score).toBeCloseTo(10 / 12, 12)
  expect(rank('f1', { a: partsOf([[0, 0, 0]]) })[0]).toMatchObject({ score: null })
  expect(rank('accuracy', { a: scoresOf([1 / 3, 2 / 3, 1]) })[0]?.low).toBeGreaterThan(0)
})

test.each([4, 10])(
  'of %d equal models one is falsely "not tied" at most 5 times of 100',
  (count) => {
    const random = seededRandom('equal models', count)
    const runs = 80
    let wrong = 0
    for (let run = 0; run < runs; run++) {
      const hard = Array.from({ length: 60 }, () => random.next())
      const scores = Array.from({ length: count }, (_, m) => [`model ${m}`, scoresOf(hard.map((p) => Number(random.next() < p)))] as const)
      if (rank('accuracy', Object.fromEntries(scores)).some(({ tiedWithBest }) => tiedWithBest === false)) wrong++
    }
    expect(wrong / runs).toBeLessThanOrEqual(0.05 + 3 * Math.sqrt((0.05 * 0.95) / runs))
  },
  60_000,
)
