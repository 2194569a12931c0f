import type { Report } from '../schema/report.ts'
import { formatMoney } from './format-metric.ts'

/** The cost of a run, and how much of it is that of simulated models: nobody paid it. */
export function totalCost({ cost, results }: Pick<Report, 'cost' | 'results'>): string {
  const labels = new Set(results.filter(({ simulated }) => simulated).map(({ model }) => model))
  const simulated = Object.entries(cost.byModel).reduce((sum, [label, nanoUsd]) => sum + (labels.has(label) ? nanoUsd : 0), 0)
  const total = formatMoney(cost.totalNanoUsd)
  if (simulated === 0) return total
  return simulated === cost.totalNanoUsd
    ? `${total} at simulated prices: nothing was paid`
    : `${total}, of which ${formatMoney(simulated)} simulated`
}
