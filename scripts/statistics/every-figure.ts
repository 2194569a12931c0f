import { compareModels } from '../../src/comparison/compare-models.ts'
import { rankModels } from '../../src/comparison/rank-models.ts'
import { metricDefinition } from '../../src/metrics/metrics.ts'
import { testTrial } from '../../src/metrics/testing/test-trial.ts'
import { rankedFigures } from '../../src/report/ranked-figures.ts'
import { seededRandom } from '../../src/random/seeded-random.ts'
import type { MetricValue } from '../../src/schema/metric.ts'
import type { Comparison, Ranking } from '../../src/schema/report.ts'
import type { TrialRecord } from '../../src/schema/trial-record.ts'

export const METRICS = ['f1', 'accuracy', 'completeness', 'instruction-following', 'quality', 'cost', 'latency-p95']

/** All that is worked out of one metric over all models. */
interface MetricFigures {
  values: MetricValue[]
  comparisons: Comparison[]
  ranking: Ranking
}

/** Trials of models that list items: counts, weighted checks, costs and latencies, some of them missing. */
export function sampleTrials(models: number, cases: number): TrialRecord[] {
  return Array.from({ length: models }, (_, model) => {
    const random = seededRandom('sample trials', model)
    return Array.from({ length: cases }, (__, index): TrialRecord => {
      const followed = Math.floor(random.next() ** 0.1 * 8)
      const trial = testTrial(String(index).padStart(6, '0'), {
        task: 'task',
        model: `model ${model}`,
        costNanoUsd: random.int(100_000, 900_000),
        latencyMs: 500 * Math.exp(random.normal() / 2),
        ingredients: {
          items: {
            truePositives: random.int(3, 8),
            falsePositives: random.int(0, 3),
            falseNegatives: random.int(0, 2),
            fieldsAgreeing: 0,
            fieldsCompared: 0,
          },
          instructions: { passedWeight: followed, decidedWeight: 7 },
          quality: { passedWeight: followed + random.int(0, 4), decidedWeight: 11 },
        },
      })
      return random.next() < 0.005 ? { ...trial, status: 'errored', counts: 'missing', verdict: 'undecided', costNanoUsd: null } : trial
    })
  }).flat()
}

/** Every interval, comparison and rank of the records of a run, in any order. */
export function everyFigure(records: readonly TrialRecord[], seed = 1): Record<string, MetricFigures> {
  const byModel = [...Map.groupBy(records, ({ model }) => model)].sort(([a], [b]) => (a < b ? -1 : 1))
  const task = { trials: { count: 1, pass: 'all' as const } }
  return Object.fromEntries(
    METRICS.map((name) => {
      const metric = metricDefinition(name)
      if (!metric) throw new Error(`there is no metric ${name}`)
      const results = byModel.map(([model, own]) => ({ model, metrics: { [name]: metric.compute(own, task) } }))
      const trials = new Map(byModel.map(([model, own]) => [model, { trials: own }]))
      const scores = new Map(byModel.map(([model, own]) => [model, metric.scores(own)]))
      const comparisons = compareModels('task', metric, scores, seed)
      const ranking = rankModels('task', metric, scores, comparisons, rankedFigures({ task, metric, trials, scores, results }))
      return [name, { values: results.flatMap(({ metrics }) => Object.values(metrics)), comparisons, ranking }]
    }),
  )
}
