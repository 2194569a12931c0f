import type { TestRow } from '../data/test-row.ts'
import { quantile } from '../../statistics/quantile.ts'

/** Shares of the answers that were faster, as drawn and in the table. */
export const SHARES = [0.05, 0.25, 0.5, 0.75, 0.95, 0.99] as const

/** How long the answers of a model took, in milliseconds. */
export interface LatencySpread {
  model: string
  n: number
  /** By {@link SHARES}. */
  quantiles: Record<(typeof SHARES)[number], number>
  /** All of them, ascending. */
  sorted: readonly number[]
}

/** The latencies of every model with answers to a task, in the order of `models`; the quantiles are those of the report. */
export function latencySpreads(rows: readonly TestRow[], task: string, models: readonly string[]): LatencySpread[] {
  const known = new Map(models.map((model): [string, number[]] => [model, []]))
  for (const { detail } of rows) {
    const { trial } = detail
    if (trial.task === task && trial.status === 'answered' && trial.latencyMs !== null) known.get(trial.model)?.push(trial.latencyMs)
  }
  return [...known].flatMap(([model, latencies]) => {
    const sorted = latencies.sort((a, b) => a - b)
    if (sorted.length === 0) return []
    const quantiles = Object.fromEntries(SHARES.map((share) => [share, quantile(sorted, share)])) as LatencySpread['quantiles']
    return [{ model, n: sorted.length, quantiles, sorted }]
  })
}
