import { expect, test } from 'vitest'
import { metricDefinition } from '../metrics/metrics.ts'
import { seededRandom } from '../random/seeded-random.ts'
import type { CaseScore, MetricDefinition } from '../schema/metric-definition.ts'
import { wilsonInterval } from '../statistics/wilson-interval.ts'
import { rankOverTasks } from './rank-over-tasks.ts'
import { figureFrom, partsOf, scoresOf } from './testing/scores.ts'

const metric = (name: string): MetricDefinition => metricDefinition(name) as MetricDefinition
const taskOf = (task: string, name: string, scores: Record<string, CaseScore[]>) => ({
  task,
  metric: metric(name),
  scores: new Map(Object.entries(scores)),
  figureOf: figureFrom(metric(name)),
})
const right = (count: number, n = 40): CaseScore[] => scoresOf(Array.from({ length: n }, (_, i) => Number(i < count)))

test('the score is the mean over tasks, with the distances to the bounds added in squares', () => {
  const ranking = rankOverTasks(
    'use case',
    [taskOf('x', 'accuracy', { a: right(40), b: right(20) }), taskOf('y', 'accuracy', { a: right(20), b: right(10) })],
    1,
  )
  expect(ranking).toMatchObject({ useCase: 'use case', metric: 'accuracy' })
  const [first, second] = ranking?.entries ?? []
  expect([first?.model, first?.score, first?.tiedWithBest]).toEqual(['a', 0.75, true])
  expect([second?.model, second?.score, second?.tiedWithBest]).toEqual(['b', 0.375, false])
  const [full, half] = [wilsonInterval(40, 40), wilsonInterval(20, 40)]
  expect(first?.low).toBeCloseTo(0.75 - Math.hypot(1 - full.low, 0.5 - half.low) / 2, 2)
})

test('what loses in one task and wins in the other is tied, whatever the order of tasks and models', () => {
  const tasks = [taskOf('x', 'accuracy', { a: right(40), b: right(20) }), taskOf('y', 'accuracy', { a: right(20), b: right(40) })]
  const ranking = rankOverTasks('use case', tasks, 1)
  expect(ranking?.entries.map(({ tiedWithBest }) => tiedWithBest)).toEqual([true, true])
  const turned = tasks.toReversed().map((task) => ({ ...task, scores: new Map([...task.scores].reverse()) }))
  expect(rankOverTasks('use case', turned, 1)).toEqual(ranking)
})

test('micro averages and means are ranked together', () => {
  const items = (found: number) => partsOf(Array.from({ length: 30 }, (_, i) => [found, i % 2, 8 - found]))
  const tasks = [taskOf('x', 'f1', { a: items(7), b: items(3) }), taskOf('y', 'accuracy', { a: right(30), b: right(30) })]
  expect(rankOverTasks('use case', tasks, 1)?.entries.map(({ model, tiedWithBest }) => [model, tiedWithBest])).toEqual([
    ['a', true],
    ['b', false],
  ])
  expect(rankOverTasks('use case', tasks, 1)?.metric).toBe('accuracy, f1')
})

test('a small gain in every case is undecided where rare losses would outweigh it', () => {
  const base = Array.from({ length: 34 }, (_, i) => 0.4 + (i % 5) / 100)
  const scores = { a: scoresOf(base.map((score, i) => score + (i % 6) / 100)), b: scoresOf(base) }
  const ranking = rankOverTasks('use case', [taskOf('x', 'quality', scores), taskOf('y', 'quality', scores)], 1)
  expect(ranking?.entries.map(({ model, tiedWithBest }) => [model, tiedWithBest])).toEqual([
    ['a', true],
    ['b', null],
  ])
})

test('a model that lacks a task is last, without a score', () => {
  const tasks = [taskOf('x', 'accuracy', { a: right(20), b: right(40) }), taskOf('y', 'accuracy', { a: right(20) })]
  expect(rankOverTasks('use case', tasks, 1)?.entries.map(({ model, score }) => [model, score])).toEqual([
    ['a', 0.5],
    ['b', null],
  ])
})

test('one task, or metrics of which less is better, are not ranked over tasks', () => {
  expect(rankOverTasks('use case', [taskOf('x', 'accuracy', { a: right(20) })], 1)).toBeNull()
  const costs = [taskOf('x', 'cost', { a: right(20) }), taskOf('y', 'cost', { a: right(20) })]
  expect(rankOverTasks('use case', costs, 1)).toBeNull()
})

test('of four equal models one is falsely "not tied" at most 5 times of 100', () => {
  const random = seededRandom('equal over tasks')
  const runs = 60
  let wrong = 0
  for (let run = 0; run < runs; run++) {
    const tasks = ['x', 'y'].map((task) => {
      const hard = Array.from({ length: 30 }, () => random.next())
      const draw = (): CaseScore[] => scoresOf(hard.map((p) => Number(random.next() < p)))
      return taskOf(task, 'accuracy', { a: draw(), b: draw(), c: draw(), d: draw() })
    })
    if (rankOverTasks('use case', tasks, run)?.entries.some(({ tiedWithBest }) => tiedWithBest === false)) wrong++
  }
  expect(wrong / runs).toBeLessThanOrEqual(0.05 + 3 * Math.sqrt((0.05 * 0.95) / runs))
})
