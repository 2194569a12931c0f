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
 * outwards from a grid of thousandths. 0..1 without scores.
 */
export function bettingInterval(scores: readonly number[], planned: number, level: number): Interval {
  const barrier = 2 / (1 - level)
  const refuted = (bound: number, side: keyof BettingWealth): boolean => {
    const sequence = new BettingSequence(bound, planned)
    for (const score of scores) sequence.add(score)
    return sequence.wealth[side] >= barrier
  }
  let [low, high] = [0, GRID]
  while (low < GRID && refuted((low + 1) / GRID, 'above')) low++
  while (high > low && refuted((high - 1) / GRID, 'below')) high--
  return { low: low / GRID, high: high / GRID }
}
