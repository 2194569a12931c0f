import type { TrialDetail } from '../../schema/record-store.ts'
import type { Comparison, GateResult, Ranking, Report, Result } from '../../schema/report.ts'
import { SAMPLE_MODELS, SAMPLE_RUN, SAMPLE_TASKS } from './sample-plan.ts'
import { sampleResult } from './sample-result.ts'

const rankingOf = (task: string, results: Result[]): Ranking => {
  const primary = (result: Result) => result.metrics[result.primary]
  const sorted = [...results].sort((a, b) => (primary(b)?.value ?? 0) - (primary(a)?.value ?? 0))
  const best = primary(sorted[0] as Result)
  return {
    task,
    metric: sorted[0]?.primary ?? 'accuracy',
    entries: sorted.map((result) => {
      const { value = null, low = null, high = null } = primary(result) ?? {}
      return { model: result.model, score: value, low, high, tiedWithBest: (high ?? 0) >= (best?.low ?? 1) }
    }),
  }
}

/** Over all tasks; its intervals are rough. */
const overallOf = (results: Result[]): Ranking => {
  const means = [...Map.groupBy(results, ({ model }) => model)].map(([model, own]) => {
    const mean = (of: 'value' | 'low' | 'high') =>
      own.reduce((sum, result) => sum + (result.metrics[result.primary]?.[of] ?? 0) / own.length, 0)
    const [score, low, high] = [mean('value'), mean('low'), mean('high')]
    return { model, score, low: score - (score - low) / 1.7, high: score + (high - score) / 1.7 }
  })
  const entries = means.sort((a, b) => b.score - a.score)
  const best = entries[0]
  return {
    useCase: 'lecture-analysis',
    metric: [...new Set(results.map((result) => result.primary))].sort().join(', '),
    entries: entries.map((entry) => ({ ...entry, tiedWithBest: entry.high >= (best?.low ?? 1) })),
  }
}

const gatesOf = (results: Result[]): GateResult[] =>
  results.map((result) => {
    const { value = null, low = null, high = null } = result.metrics[result.primary] ?? {}
    const verdict = (low ?? 0) >= 0.8 ? 'passed' : (high ?? 1) < 0.8 ? 'failed' : 'undecided'
    const undecided = verdict === 'undecided'
    return {
      task: result.task,
      model: result.model,
      metric: result.primary,
      rule: `${result.primary} >= 0.8`,
      value,
      low,
      high,
      verdict,
      casesNeeded: undecided ? 240 : null,
      reason: undecided ? 'the interval holds 0.8' : null,
    }
  })

const comparisonsOf = (task: string, results: Result[]): Comparison[] =>
  results.slice(1).map((other) => {
    const [a, b] = [results[0] as Result, other]
    const difference = (a.metrics[a.primary]?.value ?? 0) - (b.metrics[b.primary]?.value ?? 0)
    const clear = Math.abs(difference) > 0.08
    return {
      task,
      metric: a.primary,
      a: a.model,
      b: b.model,
      n: a.cases,
      unpaired: 0,
      difference,
      low: difference - 0.06,
      high: difference + 0.06,
      pValue: clear ? 0.0002 : 0.21,
      adjustedPValue: clear ? 0.0006 : 0.42,
      method: 'sign-flip, Holm',
      verdict: clear ? (difference > 0 ? 'better' : 'worse') : 'no difference found',
      smallestDetectable: 0.07,
      margin: null,
    }
  })

const sums = (results: Result[], key: 'model' | 'task'): Record<string, number> => {
  const totals: Record<string, number> = {}
  for (const result of results) totals[result[key]] = (totals[result[key]] ?? 0) + (result.costNanoUsd ?? 0)
  return totals
}

/** The report of the sample's trials; its figures are rough, its shape is true. */
export function sampleReport(details: Iterable<TrialDetail>, cases: number): Report {
  const groups = Map.groupBy(details, ({ trial }) => `${trial.task}\n${trial.model}`)
  const results = SAMPLE_TASKS.flatMap((task) =>
    SAMPLE_MODELS.map((model) => sampleResult(task, model, groups.get(`${task.name}\n${model.label}`) ?? [], cases)),
  )
  const ofTask = (task: string): Result[] => results.filter((result) => result.task === task)
  const totalNanoUsd = results.reduce((sum, result) => sum + (result.costNanoUsd ?? 0), 0)
  const judge = Math.round(totalNanoUsd * 0.12)
  return {
    schema: 'taskbench/report@1',
    run: {
      id: SAMPLE_RUN,
      useCase: 'lecture-analysis',
      startedAt: '2026-11-21T04:55:12.000Z',
      finishedAt: '2026-11-21T05:01:47.000Z',
      status: 'complete',
      stopReason: null,
      commit: 'fdc3a9b',
      dirty: true,
      seed: 1,
      configHash: 'c0ffee12aa34',
      versions: { taskbench: '0.1.0', vitest: '5.1.0', node: '24.21.0' },
      shards: null,
      generalModel: 'sonnet',
      priceDate: '2026-11-01',
    },
    results,
    ranking: [...SAMPLE_TASKS.map(({ name }) => rankingOf(name, ofTask(name))), overallOf(results)],
    comparisons: SAMPLE_TASKS.flatMap(({ name }) => comparisonsOf(name, ofTask(name))),
    cost: {
      totalNanoUsd: totalNanoUsd + judge,
      estimatedNanoUsd: Math.round(totalNanoUsd * 1.08),
      byModel: { ...sums(results, 'model'), sonnet: (sums(results, 'model')['sonnet'] ?? 0) + judge },
      byPhase: { execution: totalNanoUsd, judge },
      byTask: sums(results, 'task'),
      useCaseNanoUsd: totalNanoUsd,
      unpricedCalls: 0,
    },
    gates: gatesOf(results),
  }
}
