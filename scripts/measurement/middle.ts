import { quantile } from '../../src/statistics/quantile.ts'

/** The median; `null` where there is nothing, or something that is no number. */
export function median(values: readonly number[]): number | null {
  return at(values, 0.5)
}

/** A quantile, likewise. */
export function at(values: readonly number[], share: number): number | null {
  if (values.length === 0 || values.some(Number.isNaN)) return null
  return quantile(
    [...values].sort((a, b) => a - b),
    share,
  )
}

/** The mean, likewise. */
export function mean(values: readonly number[]): number | null {
  if (values.length === 0 || values.some(Number.isNaN)) return null
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
