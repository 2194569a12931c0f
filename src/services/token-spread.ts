import type { EarlierOutput, EarlierUsage } from '../records/usage-of.ts'
import type { Case } from '../schema/case.ts'
import type { EstimatedRange } from '../schema/estimate.ts'

/** Characters over four are tokens up to about a quarter, for English prose. */
const INPUT_SPREAD = { low: 0.75, high: 1.35 }
/** The mean of many calls stays near that of earlier ones. */
const OUTPUT_SPREAD = { low: 0.9, high: 1.1 }

/** Tokens that were measured by characters. */
export const byCharacters = (tokens: number): EstimatedRange => ({
  low: tokens * INPUT_SPREAD.low,
  expected: tokens,
  high: tokens * INPUT_SPREAD.high,
})

/** A mean that earlier calls had. */
export const around = (value: number): EstimatedRange => ({
  low: value * OUTPUT_SPREAD.low,
  expected: value,
  high: value * OUTPUT_SPREAD.high,
})

/** Output of a call as earlier ones had it, within a limit. */
export function outputAsBefore({ mean, p95 }: EarlierOutput, limit: number | null): EstimatedRange {
  const high = Math.min(Math.max(p95, mean * OUTPUT_SPREAD.high), limit ?? Number.POSITIVE_INFINITY)
  return { low: mean * OUTPUT_SPREAD.low, expected: mean, high }
}

/** Fewer earlier trials than these say nothing. */
const ENOUGH_TRIALS = 3

/** What earlier trials used, where there are enough of them. */
export const enough = (before: EarlierUsage | undefined): EarlierUsage | null => (before && before.trials >= ENOUGH_TRIALS ? before : null)

/** So many times a range, or a part of it, not rounded. */
export const partOf = ({ low, expected, high }: EstimatedRange, share: number): EstimatedRange => ({
  low: low * share,
  expected: expected === null ? null : expected * share,
  high: high === null ? null : high * share,
})

/** How many of each case, or what part of one. */
export type CaseCounts = ReadonlyMap<Case, number>

export const sumOf = (values: Iterable<number>): number => [...values].reduce((sum, value) => sum + value, 0)

/** A mean in which each value counts as much as its weight. Default: all alike. */
export const meanOf = (values: readonly number[], weights: readonly number[] = values.map(() => 1)): number =>
  sumOf(values.map((value, index) => value * (weights[index] ?? 0))) / (sumOf(weights) || 1)
