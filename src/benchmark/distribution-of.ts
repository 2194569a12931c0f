import type { Distribution, QuantileFigure } from '../schema/benchmark-report.ts'
import { meanOfGroups } from '../statistics/batch-means.ts'
import { addOmitted } from '../statistics/correct-omission.ts'
import { ecdf } from '../statistics/ecdf.ts'
import type { Interval } from '../statistics/interval.ts'
import { intervalRanks, leastCases } from '../statistics/quantile-interval.ts'
import { FigurePool } from './figure-pool.ts'

/** From so many blocks on they are the unit of a mean's interval. */
const LEAST_REPETITIONS = 5
/** Successive requests are alike: batches of so many hardly are. */
const BATCH_SIZE = 10
const LEAST_BATCHES = 10

export interface DistributionSettings {
  /** In percent. */
  percentiles: readonly number[]
  unit: Distribution['unit']
  direction: Distribution['direction']
  /** Of a closed loop, on request: how often requests were to come; quantiles corrected for coordinated omission are given as well. */
  expectedIntervalMs?: number | undefined
}

/** The distribution of a figure; `null` where it has no value. */
export function distributionOf(pool: FigurePool, settings: DistributionSettings): Distribution | null {
  const { n, missing, mean, min, max, standardDeviation, method } = pool
  if (n === 0) return null
  const { percentiles, unit, direction, expectedIntervalMs } = settings
  const interval = meanIntervalOf(pool)
  const corrected = expectedIntervalMs === undefined ? null : correctedPool(pool, expectedIntervalMs)
  return {
    unit,
    direction,
    n,
    missing,
    mean,
    meanLow: interval?.low ?? null,
    meanHigh: interval?.high ?? null,
    min,
    max,
    standardDeviation,
    quantiles: percentiles.map((percentile) => quantileFigure(pool, percentile)),
    ecdf: ecdf(n, (rank) => pool.valueAt(rank)),
    method,
    ...(corrected && { corrected: percentiles.map((percentile) => ({ ...quantileFigure(corrected, percentile), low: null, high: null })) }),
  }
}

/** As {@link distributionOf}, of values that are at hand: one list per block, each in the order of time; `null` is missing. */
export function distributionOfValues(repetitions: readonly Iterable<number | null>[], settings: DistributionSettings): Distribution | null {
  const pool = new FigurePool()
  for (const values of repetitions) {
    pool.nextRepetition()
    for (const value of values) pool.add(value)
  }
  return distributionOf(pool, settings)
}

/** Of the mean: by blocks from five on, else by batches of at least ten successive values within blocks, of which there must be ten. */
function meanIntervalOf({ repetitions }: FigurePool): Interval | null {
  if (repetitions.length >= LEAST_REPETITIONS) return meanOfGroups(repetitions)
  const batches = repetitions.flatMap((repetition) => repetition.batches.batches(BATCH_SIZE))
  return batches.length < LEAST_BATCHES ? null : meanOfGroups(batches)
}

function quantileFigure(pool: FigurePool, percentile: number): QuantileFigure {
  const share = percentile / 100
  const ranks = intervalRanks(pool.n, share)
  return {
    percentile,
    value: pool.quantile(share),
    low: ranks && pool.valueAt(ranks.below),
    high: ranks && pool.valueAt(pool.n - 1 - ranks.above),
    leastN: leastCases(share),
  }
}

/** Values that were never measured say nothing of how sure the others are: there are no intervals. */
function correctedPool(pool: FigurePool, intervalMs: number): FigurePool | null {
  const corrected = new FigurePool()
  const add = (value: number, times: number) => {
    for (let i = 0; i < times; i++) corrected.add(value)
  }
  for (const [value, times] of pool.entries()) add(value, times)
  return addOmitted(pool.entries(), intervalMs, add) ? corrected : null
}
