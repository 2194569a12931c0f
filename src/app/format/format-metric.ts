import { formatDuration } from './format-duration.ts'
import { formatUsd } from './format-usd.ts'

/** A figure in its metric's unit: durations, money, or a plain number with three decimals. */
export function formatMetric(value: number | null, unit: string): string {
  if (value === null) return '–'
  if (unit === 'ms') return formatDuration(value)
  if (/nano/i.test(unit)) return formatUsd(value)
  if (/usd|\$/i.test(unit)) return formatUsd(value * 1e9)
  return Number.isInteger(value) && Math.abs(value) > 1 ? value.toLocaleString('en-US') : value.toFixed(3)
}
