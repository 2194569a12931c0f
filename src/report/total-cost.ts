import type { Report } from '../schema/report.ts'
import { formatMoney } from './format-metric.ts'

/** The cost of a run, how much of it is that of simulated models, which nobody paid, and what replayed calls cost when they were recorded. */
export function totalCost({ cost }: Pick<Report, 'cost'>): string {
  return paidCost(cost.totalNanoUsd, cost.simulatedNanoUsd ?? 0) + replayedCost(cost.replayed)
}

function paidCost(totalNanoUsd: number, simulatedNanoUsd: number): string {
  const total = formatMoney(totalNanoUsd)
  if (simulatedNanoUsd === 0) return total
  return simulatedNanoUsd === totalNanoUsd
    ? `${total} at simulated prices: nothing was paid`
    : `${total}, of which ${formatMoney(simulatedNanoUsd)} simulated`
}

function replayedCost(replayed: Report['cost']['replayed']): string {
  if (!replayed) return ''
  return `; ${replayed.calls} ${replayed.calls === 1 ? 'call' : 'calls'} replayed (originally ${formatMoney(replayed.originalNanoUsd)})`
}
