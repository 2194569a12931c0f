import type { Distribution, FigureName } from '../schema/benchmark-report.ts'
import type { Sample } from '../schema/sample.ts'
import type { Scenario } from '../schema/scenario.ts'
import type { ServerTimings } from '../schema/stream-watch.ts'
import { distributionOf } from './distribution-of.ts'
import { FigurePool } from './figure-pool.ts'
import { tokenGaps } from './token-gaps.ts'

interface FigureKind {
  unit: Distribution['unit']
  direction: Distribution['direction']
  /** The one value of a request; `null`: it has many. */
  read: ((sample: Sample) => number | null) | null
  /** Those of its parts, which are pooled with those of all requests. */
  pooled?: (sample: Sample) => Iterable<number>
}

const time = (name: FigureName & keyof Sample): FigureKind => ({
  unit: 'ms',
  direction: 'lower',
  read: (sample) => sample[name],
})
const pooled = (values: (sample: Sample) => Iterable<number>): FigureKind => ({
  unit: 'ms',
  direction: 'lower',
  read: null,
  pooled: values,
})
const served = (name: keyof ServerTimings): FigureKind => ({
  unit: 'ms',
  direction: 'lower',
  read: ({ server }) => server?.[name] ?? null,
})
const speed = (name: 'decodeTokensPerSecond' | 'tokensPerSecond'): FigureKind => ({
  unit: 'tokens/s',
  direction: 'higher',
  read: (sample) => sample[name],
})

/** Every figure that has a distribution, in the order in which they are shown. */
export const FIGURES: Record<FigureName, FigureKind> = {
  firstTokenMs: time('firstTokenMs'),
  latencyMs: time('latencyMs'),
  timePerOutputTokenMs: time('timePerOutputTokenMs'),
  gapMs: pooled(({ gapsMs }) => gapsMs),
  tokenGapMs: pooled(tokenGaps),
  decodeTokensPerSecond: speed('decodeTokensPerSecond'),
  tokensPerSecond: speed('tokensPerSecond'),
  queueMs: time('queueMs'),
  firstTokenFromScheduleMs: time('firstTokenFromScheduleMs'),
  latencyFromScheduleMs: time('latencyFromScheduleMs'),
  firstByteMs: time('firstByteMs'),
  firstVisibleMs: time('firstVisibleMs'),
  secondTokenMs: time('secondTokenMs'),
  drainMs: time('drainMs'),
  serverTotalMs: served('totalMs'),
  serverLoadMs: served('loadMs'),
  serverTimePerOutputTokenMs: served('timePerOutputTokenMs'),
  inputTokens: { unit: 'tokens', direction: 'lower', read: ({ usage }) => usage.inputTokens },
  outputTokens: { unit: 'tokens', direction: 'lower', read: ({ usage }) => usage.outputTokens },
}
const NAMES = Object.keys(FIGURES) as FigureName[]

/** The figures of a cell: those of answered requests, in memory up to a million values each, beyond in histograms. */
export class CellFigures {
  readonly #pools = new Map(NAMES.map((name) => [name, new FigurePool()]))

  nextBlock(): void {
    for (const pool of this.#pools.values()) pool.nextRepetition()
  }

  add(sample: Sample): void {
    for (const name of NAMES) {
      const pool = this.#pools.get(name) as FigurePool
      const { read, pooled: valuesOf } = FIGURES[name]
      if (read) pool.add(read(sample))
      if (valuesOf) for (const value of valuesOf(sample)) pool.add(value)
    }
  }

  /** The quantile of a figure, for judging; `null` without values. */
  quantile(name: FigureName, share: number): number | null {
    const pool = this.#pools.get(name)
    return pool && pool.n > 0 ? pool.quantile(share) : null
  }

  distributions({ percentiles, load }: Pick<Scenario, 'percentiles' | 'load'>): Partial<Record<FigureName, Distribution>> {
    const expectedIntervalMs = load.kind === 'closed' ? load.expectedEveryMs : undefined
    const found: Partial<Record<FigureName, Distribution>> = {}
    for (const name of NAMES) {
      const { unit, direction } = FIGURES[name]
      const corrected = name === 'latencyMs' ? { expectedIntervalMs } : {}
      const distribution = distributionOf(this.#pools.get(name) as FigurePool, { percentiles, unit, direction, ...corrected })
      if (distribution) found[name] = distribution
    }
    return found
  }
}
