import type { Recommendation } from '../schema/benchmark-report.ts'
import { formatNumber } from '../text/format-number.ts'

/** A number that advice follows from, with four significant digits. */
export const figure = (label: string, value: number, unit: string): Recommendation['figures'][number] => ({
  label,
  value: Number(value.toPrecision(4)),
  unit,
})

/** A share as percent: whole, with one decimal near its ends. */
export function percent(share: number): string {
  const digits = share < 0.1 || share > 0.9 ? 1 : 0
  return `${Number((100 * share).toFixed(digits))} %`
}

/** A rate with three significant digits, as they are read: 42.1, 0.125, 1,520. */
export const three = (value: number): string => formatNumber(value, { significant: 3 })

/** A whole number. */
export const whole = (value: number): string => formatNumber(value, { decimals: 0 })
