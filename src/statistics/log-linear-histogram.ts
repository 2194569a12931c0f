/** 1,024 buckets per power of two: a value is at most 0.049 % from the middle of its bucket. */
const BITS = 10
const BUCKETS = 2 ** BITS

const float = new Float64Array(1)
const halves = new Uint32Array(float.buffer)
const HIGH = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1 ? 1 : 0

/**
 * Counts of values in buckets as wide as the first ten binary digits of a double leave them: any finite value, relative error of quantiles under
 * 0.05 %, memory by powers of two that occur (8 KB each), however many values there are.
 */
export class LogLinearHistogram {
  /** By sign and exponent, as the bits of a double order them; positive ones first. */
  readonly #octaves = new Map<number, Float64Array>()
  #count = 0

  get count(): number {
    return this.#count
  }

  /** Throws a RangeError for what is not finite. */
  add(value: number, times = 1): void {
    if (!Number.isFinite(value)) throw new RangeError(`a histogram was given ${value}, expected a finite number`)
    float[0] = value === 0 ? 0 : value
    const bits = (halves[HIGH] as number) >>> (20 - BITS)
    const octave = bits >>> BITS
    let buckets = this.#octaves.get(octave)
    if (buckets === undefined) this.#octaves.set(octave, (buckets = new Float64Array(BUCKETS)))
    const index = bits & (BUCKETS - 1)
    buckets[index] = (buckets[index] as number) + times
    this.#count += times
  }

  /** The middle of the bucket that holds the value of this rank, from 0. Throws a RangeError for a rank that there is not. */
  valueAt(rank: number): number {
    if (!(rank >= 0 && rank < this.#count)) throw new RangeError(`rank ${rank} of ${this.#count} values was asked for`)
    let before = 0
    for (const [value, times] of this.entries()) {
      before += times
      if (before > rank) return value
    }
    throw new RangeError(`rank ${rank} of ${this.#count} values was not found`)
  }

  /** Middles of buckets with how many values they hold, ascending. */
  *entries(): Generator<[value: number, times: number]> {
    const order = (octave: number) => (octave >= 2048 ? 2047 - octave : octave)
    for (const [octave, buckets] of [...this.#octaves].sort(([a], [b]) => order(a) - order(b))) {
      for (let step = 0; step < BUCKETS; step++) {
        const index = octave >= 2048 ? BUCKETS - 1 - step : step
        const times = buckets[index] as number
        if (times > 0) yield [middleOf(octave, index), times]
      }
    }
  }

  /** As `quantile` of all values (type 7). Throws a RangeError where there are none. */
  quantile(share: number): number {
    const place = Math.min(Math.max(share, 0), 1) * (this.#count - 1)
    const rank = Math.floor(place)
    const low = this.valueAt(rank)
    return place === rank ? low : low + (place - rank) * (this.valueAt(rank + 1) - low)
  }
}

function middleOf(octave: number, index: number): number {
  const low = doubleOf(octave, index)
  // The smallest bucket holds 0.
  if (octave % 2048 === 0 && index === 0) return 0
  const width = doubleOf(octave, 1) - doubleOf(octave, 0)
  return low + width / 2
}

function doubleOf(octave: number, index: number): number {
  halves[1 - HIGH] = 0
  halves[HIGH] = ((octave << BITS) | index) << (20 - BITS)
  return float[0] as number
}
