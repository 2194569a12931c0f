import type { MetricValue } from '../schema/metric.ts'
import { formatNumber } from '../text/format-number.ts'
import { formatUsd } from '../text/format-usd.ts'

/** Shown for what is unknown. */
export const UNKNOWN = '–'

/** How values of one unit are shown: with the unit, and as the bounds of an interval. */
interface UnitFormat {
  value(value: number): string
  bound(value: number): string
  difference(value: number): string
}

const sign = (value: number): string => (value < 0 ? '−' : '+')
const percent = (value: number): string => (value * 100).toFixed(1).replace('-', '−')

/** Money in nano-dollars; `null` is "–". */
export const formatMoney = (nanoUsd: number | null): string => (nanoUsd === null ? UNKNOWN : formatUsd(nanoUsd / 1e9))

/** Milliseconds as "8.2 ms", "312 ms", "1.24 s", "2 min 5 s" or "1 h 5 min"; `null` is "–". */
export function formatDuration(ms: number | null): string {
  if (ms === null) return UNKNOWN
  const size = Math.abs(ms)
  const before = ms < 0 ? '−' : ''
  if (size < 9.95) return `${before}${formatNumber(size, { decimals: 1 })} ms`
  if (size < 999.5) return `${before}${size.toFixed(0)} ms`
  if (size < 59_995) return `${before}${(size / 1000).toFixed(size < 9_995 ? 2 : 1)} s`
  const seconds = Math.round(size / 1000)
  if (seconds < 3_600) return `${before}${Math.floor(seconds / 60)} min ${seconds % 60} s`
  return `${before}${formatNumber(Math.floor(seconds / 3_600), { decimals: 0 })} h ${Math.floor((seconds % 3_600) / 60)} min`
}

const share: UnitFormat = {
  value: (value) => `${percent(value)} %`,
  bound: percent,
  difference: (value) => `${sign(value)}${percent(Math.abs(value))} points`,
}
const signed = (format: (value: number) => string): UnitFormat => ({
  value: format,
  bound: format,
  difference: (value) => `${sign(value)}${format(Math.abs(value))}`,
})
const plain = signed((value) => formatNumber(value, { significant: 3 }).replace('-', '−'))
const money = signed(formatUsd)
const nanoMoney = signed(formatMoney)
const duration = signed(formatDuration)

const FORMATS: ReadonlyMap<string, UnitFormat> = new Map([
  ['share', share],
  ['USD', money],
  ['nanoUsd', nanoMoney],
  ['ms', duration],
])

const formatOf = (unit: string): UnitFormat => FORMATS.get(unit) ?? plain

/** A value in its unit: "91.2 %", "$0.0021", "312 ms"; `null` is "–". */
export const formatValue = (value: number | null, unit: string): string => (value === null ? UNKNOWN : formatOf(unit).value(value))

/** A difference in its unit: "+3.1 points", "−$0.0021"; `null` is "–". */
export const formatDifference = (value: number | null, unit: string): string =>
  value === null ? UNKNOWN : formatOf(unit).difference(value)

/** A value as the bound of an interval: percentages without their sign; `null` is "–". */
export const formatBound = (value: number | null, unit: string): string => (value === null ? UNKNOWN : formatOf(unit).bound(value))

/** An interval alone: "[88.0, 93.9]"; empty where there is none. */
export const formatBounds = ({ low, high }: { low: number | null; high: number | null }, unit: string): string =>
  low === null && high === null ? '' : `[${formatBound(low, unit)}, ${formatBound(high, unit)}]`

/** A value with its interval: "91.2 % [88.0, 93.9]"; without an interval the value alone. */
export function formatInterval(
  { value, low, high }: { value: number | null; low: number | null; high: number | null },
  unit: string,
): string {
  if (value === null) return UNKNOWN
  const bounds = formatBounds({ low, high }, unit)
  return `${formatValue(value, unit)}${bounds === '' ? '' : ` ${bounds}`}`
}

/** A metric with its interval. */
export const formatMetric = (metric: MetricValue): string => formatInterval(metric, metric.unit)

/** A p value as readers expect it: "< 0.001", "0.002", "0.31"; `null` is "–". */
export const formatProbability = (pValue: number | null): string =>
  pValue === null ? UNKNOWN : pValue < 0.001 ? '< 0.001' : pValue.toFixed(pValue < 0.1 ? 3 : 2)

/** "p = 0.002", "p < 0.001"; empty for `null`. */
export const formatPValue = (pValue: number | null): string =>
  pValue === null ? '' : `p ${pValue < 0.001 ? '' : '= '}${formatProbability(pValue)}`

/** What calls cost: "$0.42", "unpriced", or "$0.42 + 3 unpriced" where the price of some is not known. */
export function formatCost(nanoUsd: number | null, unpricedCalls: number): string {
  if (unpricedCalls === 0) return formatMoney(nanoUsd)
  return nanoUsd === null || nanoUsd === 0 ? 'unpriced' : `${formatMoney(nanoUsd)} + ${unpricedCalls} unpriced`
}
