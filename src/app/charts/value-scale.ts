/** The scale of an axis of values: its ends and the ticks that are labelled. */
export interface ValueScale {
  from: number
  to: number
  logarithmic: boolean
  ticks: number[]
}

/** A logarithmic axis begins above 0. */
const LEAST = 1e-3
/** Beyond this factor small values would lie on one another. */
const WIDE = 20
/** Room for the label of a tick, in pixels. */
const LABEL = 78

/** From nothing to the largest `high`; logarithmic, from the least `low`, where these lie more than a factor of 20 apart. `width` in pixels. */
export function valueScale(series: readonly { low: number; high: number }[], width: number): ValueScale {
  const to = Math.max(LEAST, ...series.map(({ high }) => high))
  const least = Math.max(LEAST, Math.min(to, ...series.map(({ low }) => low)))
  const logarithmic = to / least > WIDE
  const from = logarithmic ? least : 0
  const most = Math.max(2, Math.floor(width / LABEL))
  return { from, to, logarithmic, ticks: logarithmic ? powerTicks(from, to, most) : evenTicks(from, to, most) }
}

/** Round numbers from one end to the other, at most so many. */
export function evenTicks(from: number, to: number, most: number): number[] {
  const raw = (to - from || Math.abs(to) || 1) / Math.max(1, most - 1)
  const power = 10 ** Math.floor(Math.log10(raw))
  const step = ([1, 2, 5, 10].find((factor) => factor * power >= raw * (1 - 1e-9)) ?? 10) * power
  const first = Math.ceil(from / step - 1e-9)
  return Array.from({ length: Math.max(0, Math.floor(to / step + 1e-9) - first + 1) }, (_, index) => (first + index) * step)
}

/** Ones, twos and fives of each power of ten between the ends, or fewer where these are too many. */
export function powerTicks(from: number, to: number, most: number): number[] {
  const powers = (factors: readonly number[], every: number): number[] => {
    const [first, last] = [Math.floor(Math.log10(from)), Math.ceil(Math.log10(to))]
    return Array.from({ length: last - first + 1 }, (_, index) => first + index)
      .filter((power) => (power - first) % every === 0)
      .flatMap((power) => factors.map((factor) => factor * 10 ** power))
      .filter((tick) => tick >= from * (1 - 1e-9) && tick <= to * (1 + 1e-9))
  }
  for (const factors of [[1, 2, 5], [1, 3], [1]]) {
    const ticks = powers(factors, 1)
    if (ticks.length <= most) return ticks
  }
  return powers([1], Math.ceil((Math.log10(to) - Math.log10(from)) / Math.max(1, most - 1)))
}
