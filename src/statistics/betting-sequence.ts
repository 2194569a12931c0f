import type { Interval } from './interval.ts'

/** Wealth is split between two bettors: a bold one for clear cases, one that is best near what the planned number of cases can show. */
const BETTORS = [
  { share: 0.8, boldness: 3.3 },
  { share: 0.2, boldness: 9 },
]
/** A bet never risks more than this part of the wealth. */
const MOST_RISKED = 0.8
/** The variance of which a first score stands alone: the greatest in 0..1. */
const PRIOR_VARIANCE = 1 / 12
/** Points of the grid from which an interval is read. */
const GRID = 1_000

/** The greatest wealth that betting against a bound has ever reached, from 1: over 1/α, the bound is refuted at α, whenever one looks. */
export interface BettingWealth {
  /** Against "the mean is at most the bound". */
  above: number
  /** Against "the mean is at least the bound". */
  below: number
}

/**
 * Bets on scores in 0..1, taken in their (random) order, against a bound of their mean (cut to 0..1; Waudby-Smith and Ramdas 2024): wealth ∏(1 ± λ(x − bound))
 * is a martingale where the mean is the bound, so that P(it ever exceeds 1/α) ≤ α (Ville), for any distribution and any n. Each bet
 * λ = boldness/(σ·√planned) uses the spread of the scores before it; `planned` > 0 is the number of cases that could be asked.
 */
export class BettingSequence {
  readonly #bound: number
  readonly #planned: number
  readonly #spread = new RunningSpread()
  readonly #above = BETTORS.map(({ share }) => share)
  readonly #below = BETTORS.map(({ share }) => share)
  readonly #most: BettingWealth = { above: 1, below: 1 }

  constructor(bound: number, planned: number) {
    this.#bound = Math.min(1, Math.max(0, bound))
    this.#planned = planned
  }

  /** Takes one score; throws a RangeError for one that is not in 0..1. */
  add(score: number): void {
    if (!(score >= 0 && score <= 1)) throw new RangeError(`a bet needs a score in 0..1, found ${score}`)
    const distance = score - this.#bound
    BETTORS.forEach(({ boldness }, bettor) => {
      const bet = boldness / (this.#spread.deviation * Math.sqrt(this.#planned))
      this.#above[bettor] = (this.#above[bettor] as number) * (1 + Math.min(bet, MOST_RISKED / this.#bound) * distance)
      this.#below[bettor] = (this.#below[bettor] as number) * (1 - Math.min(bet, MOST_RISKED / (1 - this.#bound)) * distance)
    })
    this.#spread.add(score)
    const { above, below } = this.current
    this.#most.above = Math.max(this.#most.above, above)
    this.#most.below = Math.max(this.#most.below, below)
  }

  /** What is left now: a fair game where the mean is the bound. */
  get current(): BettingWealth {
    return { above: sum(this.#above), below: sum(this.#below) }
  }

  /** The greatest so far. */
  get wealth(): Readonly<BettingWealth> {
    return this.#most
  }
}

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0)

/** The standard deviation of the scores so far, with one pseudo-score of the greatest variance. */
class RunningSpread {
  #n = 0
  #mean = 0.5
  #squares = PRIOR_VARIANCE

  get deviation(): number {
    return Math.sqrt(this.#squares / (this.#n + 1))
  }

  add(score: number): void {
    this.#n++
    const before = score - this.#mean
    this.#mean += before / (this.#n + 1)
    this.#squares += before * (score - this.#mean)
  }
}

/**
 * The interval of a mean that holds whenever asking stopped: all bounds that betting has not refuted at (1 − level)/2 on either side, read
 * outwards from a grid of thousandths. Missing scores (`null`) are 0 for the lower end and 1 for the upper one. 0..1 without scores.
 */
export function bettingInterval(scores: readonly (number | null)[], planned: number, level: number): Interval {
  const barrier = 2 / (1 - level)
  const refuted = (bound: number, side: keyof BettingWealth): boolean => {
    const sequence = new BettingSequence(bound, planned)
    for (const score of scores) {
      sequence.add(score ?? (side === 'above' ? 0 : 1))
      if (sequence.wealth[side] >= barrier) return true
    }
    return false
  }
  // The farther a bound lies from the scores, the more is won against it: what is refuted lies without gaps at either end.
  const low = lastOf((point) => refuted(point / GRID, 'above'))
  const high = GRID - lastOf((point) => refuted((GRID - point) / GRID, 'below'))
  return { low: low / GRID, high: Math.max(low, high) / GRID }
}

/** The greatest point from 1 to that before the grid's end for which all that are smaller hold too; 0 without any. */
function lastOf(holds: (point: number) => boolean): number {
  let [known, open] = [0, GRID]
  while (open - known > 1) {
    const middle = (known + open) >> 1
    if (holds(middle)) known = middle
    else open = middle
  }
  return known
}
