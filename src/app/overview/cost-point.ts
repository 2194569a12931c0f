import type { MetricValue } from '../../schema/metric.ts'
import type { Result } from '../../schema/report.ts'

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

/** The results whose cost and primary metric are known, cheapest first, with the Pareto front marked. */
export function costPoints(results: readonly Result[]): CostPoint[] {
  const points = results.flatMap((result) => {
    const score = result.metrics[result.primary]
    const { costNanoUsd, originalCostNanoUsd = costNanoUsd } = result
    if (score === undefined || score.value === null || originalCostNanoUsd === null || result.cases === 0) return []
    return [
      {
        model: result.model,
        cost: originalCostNanoUsd / result.cases,
        score: { ...score, value: score.value },
        atLeast: result.unpricedCalls > 0,
      },
    ]
  })
  return points.map((point) => ({ ...point, front: !points.some((other) => beats(other, point)) })).sort((a, b) => a.cost - b.cost)
}
