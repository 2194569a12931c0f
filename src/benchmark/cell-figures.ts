import type { Distribution, FigureName } from '../schema/benchmark-report.ts'
import type { Sample } from '../schema/sample.ts'
import type { Scenario } from '../schema/scenario.ts'
import { distributionOf } from './distribution-of.ts'
import { FigurePool } from './figure-pool.ts'

interface FigureKind {
  unit: Distribution['unit']
  direction: Distribution['direction']
  /** `null`: pooled in another way. */
  read: ((sample: Sample) => number | null) | null
}

const time = (name: Exclude<FigureName, 'gapMs' | 'inputTokens' | 'outputTokens'>): FigureKind => ({
  unit: 'ms',
  direction: 'lower',
  read: (sample) => sample[name],
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
  gapMs: { unit: 'ms', direction: 'lower', read: null },
  decodeTokensPerSecond: speed('decodeTokensPerSecond'),
  tokensPerSecond: speed('tokensPerSecond'),
  queueMs: time('queueMs'),
  firstTokenFromScheduleMs: time('firstTokenFromScheduleMs'),
  latencyFromScheduleMs: time('latencyFromScheduleMs'),
  firstByteMs: time('firstByteMs'),
  firstVisibleMs: time('firstVisibleMs'),
  secondTokenMs: time('secondTokenMs'),
  drainMs: time('drainMs'),
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
      const { read } = FIGURES[name]
      if (read) pool.add(read(sample))
      else for (const gap of sample.gapsMs) pool.add(gap)
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
