import { effectiveTrials } from './proportion-interval.ts'
import type { ProportionInterval } from './proportion-interval.ts'
import { SHOWN } from './interval.ts'
import type { Confidence } from './interval.ts'
import { shareInterval } from './share-interval.ts'

/**
 * The counts of a proportion over cases, one case at a time: six sums, whatever the number of cases. The interval is that of
 * `proportionInterval` over the same cases. Counts are whole numbers.
 */
export class ProportionTally {
  #cases = 0
  #successes = 0
  #trials = 0
  #successSquares = 0
  #products = 0
  #trialSquares = 0

  get successes(): number {
    return this.#successes
  }

  get trials(): number {
    return this.#trials
  }

  /** Cases with a trial. */
  get cases(): number {
    return this.#cases
  }

  /** One case; without trials it counts for nothing. */
  add(successes: number, trials: number): void {
    if (trials === 0) return
    this.#cases++
    this.#successes += successes
    this.#trials += trials
    this.#successSquares += successes * successes
    this.#products += successes * trials
    this.#trialSquares += trials * trials
  }

  /** `null` without trials. */
  interval(confidence: Confidence = SHOWN): ProportionInterval | null {
    if (this.#trials === 0) return null
    const value = this.#successes / this.#trials
    const effectiveN = effectiveTrials(value, this.#error(), this.#cases, this.#trials)
    return { value, effectiveN, ...shareInterval(value * effectiveN, effectiveN, confidence) }
  }

  /** Of the clusters: √(C/(C−1) · Σe²)/n with e = s − p·t; n²·Σe² is a whole number, so that nothing is left of it where all cases agree. */
  #error(): number | null {
    if (this.#cases < 2) return null
    const [n, s] = [BigInt(this.#trials), BigInt(this.#successes)]
    const scaled = n * n * BigInt(this.#successSquares) - 2n * n * s * BigInt(this.#products) + s * s * BigInt(this.#trialSquares)
    const squares = Number(scaled) / this.#trials ** 2
    return Math.sqrt((this.#cases / (this.#cases - 1)) * squares) / this.#trials
  }
}
