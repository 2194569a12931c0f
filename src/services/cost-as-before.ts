import type { EarlierUsage } from '../records/usage-of.ts'
import { times } from '../report/estimated-range.ts'
import type { EstimatedRange, EstimateRow } from '../schema/estimate.ts'
import { around, partOf } from './token-spread.ts'

/**
 * What so many trials cost by what earlier ones have cost, where no price is known; `null`: nobody said. Whatever a token of input and one of output
 * cost, the sum grows by no less than the one of them that grows least, and no more than the other.
 */
export function costAsBefore(
  before: EarlierUsage | null,
  { inputTokens, outputTokens }: Pick<EstimateRow, 'inputTokens' | 'outputTokens'>,
  trials: number,
): EstimatedRange | null {
  if (!before?.costNanoUsd) return null
  const output = outputTokens?.expected == null ? null : around(outputTokens.expected)
  const growth = [share(inputTokens, before.inputTokens, trials), share(output, before.outputTokens?.mean ?? null, trials)]
  const known = growth.filter((each) => each !== null)
  if (known.length === 0) return times(around(before.costNanoUsd), trials)
  const low = Math.min(...known.map((each) => each.low))
  const high = Math.max(...known.map((each) => each.high ?? Number.POSITIVE_INFINITY))
  const expected = known.reduce((sum, each) => sum + (each.expected ?? 0), 0) / known.length
  return times(partOf({ low, expected, high: Number.isFinite(high) ? high : null }, before.costNanoUsd), trials)
}

const share = (now: EstimatedRange | null, before: number | null, trials: number): EstimatedRange | null =>
  now?.expected == null || !before ? null : partOf(now, 1 / (before * trials))
