import type { MetricComparison } from '../../schema/run-comparison.ts'
import type { Domain } from '../overview/whisker.tsx'

/** A scale around no difference that holds the differences of a task and their intervals. */
export function differenceDomain(comparisons: readonly Pick<MetricComparison, 'difference' | 'low' | 'high'>[]): Domain {
  const reach = Math.max(
    ...comparisons.flatMap(({ difference, low, high }) => [difference, low, high]).map((figure) => Math.abs(figure ?? 0)),
    Number.MIN_VALUE,
  )
  return { from: -reach, to: reach }
}
