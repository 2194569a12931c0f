import { formatDuration } from './format-duration.ts'
import { formatUsd } from './format-usd.ts'

const percent = (value: number): string => (value * 100).toFixed(1).replace('-', '−')

const bounds: ReadonlyMap<string, (value: number) => string> = new Map([
  ['share', percent],
  ['ms', formatDuration],
  ['USD', (value: number) => formatUsd(value * 1e9)],
  ['nanoUsd', formatUsd],
])

const plain = (value: number): string => value.toLocaleString('en-US', { maximumSignificantDigits: 3 }).replace('-', '−')

/** A figure as the bound of an interval: in its unit, percent without the sign. */
export const formatBound = (value: number | null, unit: string): string => (value === null ? '–' : (bounds.get(unit) ?? plain)(value))

/** A figure in its metric's unit: "86.3 %", "312 ms", "$0.0021"; other units are plain numbers. */
export const formatMetric = (value: number | null, unit: string): string =>
  `${formatBound(value, unit)}${value !== null && unit === 'share' ? ' %' : ''}`

/** `[77.7, 94.8]`; empty where there is no interval. */
export const formatInterval = ({ low, high }: { low: number | null; high: number | null }, unit: string): string =>
  low === null && high === null ? '' : `[${formatBound(low, unit)}, ${formatBound(high, unit)}]`

/** A difference with its sign; of shares in percentage points. */
export const formatDifference = (value: number | null, unit: string): string =>
  value === null ? '–' : `${value > 0 ? '+' : value < 0 ? '−' : ''}${formatBound(Math.abs(value), unit)}`
