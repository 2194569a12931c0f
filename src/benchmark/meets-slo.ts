import type { Sample } from '../schema/sample.ts'
import type { Scenario, SloMetric } from '../schema/scenario.ts'

/** Objectives of which more is better: their limit is the least. */
const AT_LEAST: readonly SloMetric[] = ['decodeTokensPerSecond']

/** Does a value hold an objective? What is not known does not. */
export function holdsObjective(metric: SloMetric, value: number | null, limit: number): boolean {
  if (value === null) return false
  return AT_LEAST.includes(metric) ? value >= limit : value <= limit
}

/** Does a request meet all objectives of its scenario? A failed one does not; `null`: there are none. */
export function meetsSlo(sample: Pick<Sample, SloMetric | 'error'>, slo: Scenario['slo']): boolean | null {
  if (slo === undefined) return null
  const objectives = Object.entries(slo) as [SloMetric, number][]
  return sample.error === null && objectives.every(([metric, limit]) => holdsObjective(metric, sample[metric], limit))
}
