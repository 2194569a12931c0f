import type { MetricValue } from '../../schema/metric.ts'
import type { Ranking, Result } from '../../schema/report.ts'

/** A model between cost and quality. */
export interface CostPoint {
  model: string
  /** Nano-dollars per case. */
  cost: number
  score: MetricValue & { value: number }
  /** Some of its calls have no price: it costs at least this. */
  atLeast: boolean
  /** No other model is both cheaper (or as cheap) and better (or as good). */
  front: boolean
}

const beats = (a: Omit<CostPoint, 'front'>, b: Omit<CostPoint, 'front'>): boolean => {
  const sign = a.score.direction === 'higher' ? 1 : -1
  const gain = sign * (a.score.value - b.score.value)
  return a.cost <= b.cost && gain >= 0 && (a.cost < b.cost || gain > 0)
}

/** The front marked, the cheapest first. */
const withFront = (points: readonly Omit<CostPoint, 'front'>[]): CostPoint[] =>
  points.map((point) => ({ ...point, front: !points.some((other) => beats(other, point)) })).sort((a, b) => a.cost - b.cost)

/** Nano-dollars per case of one model's results; `null`: not known. */
function costPerCase(results: readonly Result[]): number | null {
  let [cost, cases] = [0, 0]
  for (const { costNanoUsd, originalCostNanoUsd = costNanoUsd, cases: own } of results) {
    if (originalCostNanoUsd === null) return null
    cost += originalCostNanoUsd
    cases += own
  }
  return cases === 0 ? null : cost / cases
}

/** The results whose cost and primary metric are known, cheapest first, with the Pareto front marked. */
export function costPoints(results: readonly Result[]): CostPoint[] {
  return withFront(
    results.flatMap((result) => {
      const score = result.metrics[result.primary]
      const cost = costPerCase([result])
      if (score === undefined || score.value === null || cost === null) return []
      return [{ model: result.model, cost, score: { ...score, value: score.value }, atLeast: result.unpricedCalls > 0 }]
    }),
  )
}

/** The models of a ranking over several tasks, by their cost per case of all of these. */
export function overallCostPoints(results: readonly Result[], { entries, metric }: Ranking): CostPoint[] {
  return withFront(
    entries.flatMap(({ model, score, low, high }) => {
      const own = results.filter((result) => result.model === model)
      const cost = costPerCase(own)
      if (score === null || cost === null) return []
      const n = own.reduce((sum, { cases }) => sum + cases, 0)
      const figure = {
        value: score,
        low,
        high,
        level: 0.95,
        n,
        method: `mean of ${metric}`,
        unit: 'share',
        direction: 'higher' as const,
        reason: null,
      }
      return [{ model, cost, score: figure, atLeast: own.some(({ unpricedCalls }) => unpricedCalls > 0) }]
    }),
  )
}
