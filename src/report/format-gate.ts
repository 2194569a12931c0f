import type { GateResult } from '../schema/report.ts'
import { formatBounds, formatDifference, formatValue, UNKNOWN } from './format-metric.ts'

type Shown = Pick<GateResult, 'value' | 'low' | 'high' | 'regression'>

/** A gate's value in the metric's unit; of a gate against a baseline the change, as "−4.0 points" or "+12.0 %". */
export function formatGateValue({ value, regression }: Shown, unit: string): string {
  if (regression === undefined) return formatValue(value, unit)
  if (value === null) return UNKNOWN
  return regression.change === 'absolute'
    ? formatDifference(value, unit)
    : `${value < 0 ? '−' : '+'}${formatValue(Math.abs(value), 'share')}`
}

/** The interval of a gate's value; empty where there is none. Relative changes are in percent. */
export const formatGateBounds = ({ low, high, regression }: Shown, unit: string): string =>
  formatBounds({ low, high }, regression?.change === 'relative' ? 'share' : unit)

/** Both; "–" without a value. */
export function formatGate(gate: Shown, unit: string): string {
  if (gate.value === null) return UNKNOWN
  const bounds = formatGateBounds(gate, unit)
  return `${formatGateValue(gate, unit)}${bounds === '' ? '' : ` ${bounds}`}`
}

/** Which run a gate was held against, as in "main: run 20261121t045512z-x7k2q9, commit 876f3d6a, 40 pairs"; empty for others. */
export function regressionNote({ regression }: Pick<GateResult, 'regression'>): string {
  if (regression === undefined) return ''
  const { baseline, runId, commit, pairs } = regression
  return `${baseline}: run ${runId}${commit === null ? '' : `, commit ${commit.slice(0, 8)}`}, ${pairs} ${pairs === 1 ? 'pair' : 'pairs'}`
}
