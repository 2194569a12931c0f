import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { useCaseFigure } from '../comparison/use-case-figure.ts'
import { metricDefinitions } from '../metrics/metrics.ts'
import { seededRandom } from '../random/seeded-random.ts'
import { generatedTask } from '../records/testing/generated-records.ts'
import type { GeneratedTrial } from '../records/testing/generated-records.ts'
import type { MetricValue } from '../schema/metric.ts'
import type { Report } from '../schema/report.ts'
import type { Ingredients } from '../schema/trial-record.ts'
import { buildReport } from './build-report.ts'
import { scoreOfCases } from './score-of-cases.ts'
import { scoreRun } from './score-run.ts'
import { writtenRun } from './testing/written-run.ts'

const root = mkdtempSync(path.join(tmpdir(), 'taskbench-one-figure-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))
let count = 0

const CASES = 60
const TRIALS = 3
// No end of a distribution ranks.
const PRIMARIES = [...metricDefinitions.filter(({ isTail }) => isTail !== true).map(({ name }) => name), 'pass@2', 'pass^2']

/** Three trials of each case and model that agree less than chance would have it, so that an interval counts with all of them. */
function trialsOf(task: string, shape: 'items' | 'single'): GeneratedTrial[] {
  const random = seededRandom('one figure', task, shape)
  return ['sim:careful', 'sim:hasty'].flatMap((model, side) =>
    Array.from({ length: CASES * TRIALS }, (_, index): GeneratedTrial => {
      const id = Math.floor(index / TRIALS)
      const right = index % TRIALS !== id % TRIALS || random.next() < 0.8 - side / 5
      const weight = { passedWeight: right ? 7 : random.int(0, 6), decidedWeight: 7 }
      const items = { truePositives: Number(right), falsePositives: Number(!right), falseNegatives: Number(!right) }
      const ingredients: Ingredients = {
        items: shape === 'items' ? { ...items, fieldsAgreeing: Number(right), fieldsCompared: 1 } : null,
        single: shape === 'single' ? { right, empty: !right && random.next() < 0.3 } : null,
        instructions: weight,
        quality: { passedWeight: weight.passedWeight + random.int(0, 4), decidedWeight: 11 },
        label: right ? 'a' : 'b',
        agreement: index % TRIALS === 0 ? random.int(1, 3) / 3 : null,
      }
      const latencyMs = 200 + random.int(0, 300)
      return {
        task,
        model,
        case: `c${id}`,
        trial: index % TRIALS,
        right,
        costNanoUsd: random.int(10_000, 90_000),
        latencyMs,
        over: { ingredients },
      }
    }),
  )
}

const taskOf = (name: string, primary: string) =>
  generatedTask({
    name,
    primary,
    metrics: PRIMARIES,
    trials: { count: TRIALS, pass: 'all' },
    cases: CASES,
    planned: CASES * TRIALS,
  })

async function run<T>(
  primary: string,
  trials: GeneratedTrial[],
  use: (store: Awaited<ReturnType<typeof writtenRun>>) => Promise<T>,
): Promise<T> {
  const names = [...new Set(trials.map(({ task = '' }) => task))]
  const store = await writtenRun(path.join(root, String(++count)), { trials, tasks: names.map((name) => taskOf(name, primary)) })
  const found = await use(store)
  await store.close()
  return found
}

const shown = (report: Report, task: string, model: string): MetricValue =>
  report.results.find((result) => result.task === task && result.model === model)?.metrics[report.ranking[0]?.metric ?? ''] as MetricValue

test.each(PRIMARIES.flatMap((name) => (['items', 'single'] as const).map((shape) => [name, shape] as const)))(
  'a model ranked by %s (%s) has the figure of its table',
  async (primary, shape) => {
    const report = await run(primary, trialsOf('x', shape), (store) => buildReport({ store }))
    for (const { model, score, low, high } of report.ranking[0]?.entries ?? []) {
      const { value, low: least, high: most } = shown(report, 'x', model)
      expect({ score, low, high }).toEqual({ score: value, low: least, high: most })
    }
    expect(report.ranking[0]?.entries).toHaveLength(2)
  },
)

test('over tasks the score is the mean of the figures of the tables', async () => {
  const report = await run('f1', [...trialsOf('x', 'items'), ...trialsOf('y', 'items')], (store) => buildReport({ store }))
  const ranking = report.ranking.find(({ useCase }) => useCase !== undefined)
  for (const { model, score, low, high } of ranking?.entries ?? []) {
    const mean = useCaseFigure(['x', 'y'].map((task) => ({ task, ...shown(report, task, model) })))
    expect(score).toBeCloseTo(mean?.value ?? 0, 12)
    expect([low, high]).toEqual([expect.closeTo(mean?.low ?? 0, 12), expect.closeTo(mean?.high ?? 0, 12)])
  }
  expect(ranking?.entries).toHaveLength(2)
})

test('a model that is ranked on a part of its cases has the metric of that part', async () => {
  const whole = trialsOf('x', 'items')
  const missing = whole.map((trial): GeneratedTrial =>
    trial.model === 'sim:hasty' && trial.case === 'c7'
      ? {
          ...trial,
          over: { status: 'errored', verdict: 'undecided', counts: 'missing', answer: null, error: { kind: 'rate-limit', message: 'x' } },
        }
      : trial,
  )
  const report = await run('f1', missing, (store) => buildReport({ store }))
  const without = await run(
    'f1',
    whole.filter((trial) => trial.case !== 'c7'),
    (store) => buildReport({ store }),
  )
  expect(report.ranking[0]?.entries.map(({ score, low, high }) => ({ score, low, high }))).toEqual(
    without.ranking[0]?.entries.map(({ score, low, high }) => ({ score, low, high })),
  )
  expect(shown(report, 'x', 'sim:careful').n).toBe(CASES)
})

test.each(['f1', 'accuracy', 'pass-rate', 'cost'])('a baseline shows the %s of the report that it was made of', async (primary) => {
  await run(primary, trialsOf('x', primary === 'f1' ? 'items' : 'single'), async (store) => {
    const report = await buildReport({ store })
    const baseline = await scoreRun([store])
    for (const { model, cases } of baseline.tasks[0]?.models ?? []) {
      const { value, low, high } = shown(report, 'x', model)
      const found = scoreOfCases(cases, primary)
      expect([found.value, found.low, found.high]).toEqual([value, low, high].map((each) => expect.closeTo(each ?? 0, 9)))
    }
  })
})
