import type { MetricValue } from '../schema/metric.ts'

/**
 * The unweighted mean of a metric over tasks, which are independent: the squares of the distances from each value to its bound add up (Zou and
 * Donner 2008), so that lopsided intervals stay lopsided. `null` with the reason as soon as one task has no value.
 */
export function useCaseFigure(values: readonly (MetricValue & { task: string })[]): MetricValue | null {
  const [first] = values
  if (!first) return null
  const common = { level: first.level, n: values.reduce((sum, { n }) => sum + n, 0), unit: first.unit, direction: first.direction }
  const without = values.find(({ value }) => value === null)
  if (without) {
    const reason = `${without.task}: ${without.reason ?? 'there is no value'}`
    return { ...common, value: null, low: null, high: null, method: 'none', reason }
  }
  if (values.length === 1) {
    const { task: _, ...only } = first
    return only
  }
  const value = values.reduce((sum, each) => sum + (each.value ?? 0), 0) / values.length
  const reach = (bound: 'low' | 'high'): number | null => {
    if (values.some((each) => each[bound] === null)) return null
    return Math.sqrt(values.reduce((sum, each) => sum + ((each.value ?? 0) - (each[bound] ?? 0)) ** 2, 0)) / values.length
  }
  const [below, above] = [reach('low'), reach('high')]
  return {
    ...common,
    value,
    low: below === null ? null : value - below,
    high: above === null ? null : value + above,
    method: 'mean over tasks, squared distances to the bounds',
    reason: null,
  }
}
