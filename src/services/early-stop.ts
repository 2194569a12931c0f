import type { TrialRecord } from '../schema/trial-record.ts'

/** What decides when asking may stop: given cases in seeded order, until it says that nothing is left to decide. */
export interface Deciding {
  add(trials: readonly TrialRecord[]): void
  readonly isDecided: boolean
  /** Nothing is decided before so many cases. */
  readonly atLeast: number
}

const LEAST_AHEAD = 4
const MOST_AHEAD = 64
const SHARE_AHEAD = 0.05

/**
 * So many cases are under way beyond those that have been counted, of `planned`: 5 % of them, from 4 to 64. It is what a decision may come too late
 * for, and depends on nothing but the task, so that two runs ask the same cases.
 */
export function stopWindow(planned: number): number {
  return Math.min(planned, MOST_AHEAD, Math.max(LEAST_AHEAD, Math.ceil(planned * SHARE_AHEAD)))
}

/** `ask`: the case's turn has come. `decided`: it need not be asked. */
export type Turn = 'ask' | 'decided'

/**
 * Lets the cases of one suite (task × model) be asked in seeded order, until its gates are decided. Answers come in any order and are counted in
 * seeded order, and what was let through once is asked: which cases are asked depends on the answers alone, never on their timing.
 */
export class EarlyStop {
  readonly #deciding: Deciding
  readonly #window: number
  readonly #ended = new Map<number, readonly TrialRecord[]>()
  readonly #waiting = new Map<number, (turn: Turn) => void>()
  /** Cases that have been counted. */
  #counted = 0
  /** Cases with a smaller number are asked. */
  #released: number
  #isDecided = false

  constructor(deciding: Deciding, planned: number) {
    this.#deciding = deciding
    this.#window = stopWindow(planned)
    this.#released = Math.max(this.#window, deciding.atLeast)
  }

  /** After so many cases all gates were decided; `null`: they are not. */
  get decidedAfter(): number | null {
    return this.#isDecided ? this.#counted : null
  }

  /** Resolves when it is known whether the case at this place of the order is asked; at once if the signal says that nobody waits. */
  turn(place: number, signal: AbortSignal): Promise<Turn> {
    if (place < this.#released || signal.aborted) return Promise.resolve('ask')
    if (this.#isDecided) return Promise.resolve('decided')
    return new Promise((resolve) => {
      const settle = (turn: Turn) => {
        this.#waiting.delete(place)
        signal.removeEventListener('abort', leave)
        resolve(turn)
      }
      const leave = () => settle('ask')
      signal.addEventListener('abort', leave, { once: true })
      this.#waiting.set(place, settle)
    })
  }

  /** A case has ended. Without its trials, or with one that was not asked, nothing more can be decided: all others are asked. */
  ended(place: number, trials: readonly TrialRecord[] | null): void {
    if (trials === null || trials.length === 0 || trials.some(({ status }) => status === 'skipped')) return this.#giveUp()
    if (place >= this.#counted) this.#ended.set(place, trials)
    for (let next = this.#ended.get(this.#counted); next && !this.#isDecided; next = this.#ended.get(this.#counted)) this.#count(next)
    for (const [waiting, settle] of this.#waiting) {
      if (waiting < this.#released) settle('ask')
      else if (this.#isDecided) settle('decided')
    }
  }

  #count(trials: readonly TrialRecord[]): void {
    this.#ended.delete(this.#counted)
    this.#counted++
    this.#deciding.add(trials)
    this.#isDecided = this.#deciding.isDecided
    if (!this.#isDecided) this.#released = Math.max(this.#released, this.#counted + this.#window, this.#deciding.atLeast)
  }

  #giveUp(): void {
    if (this.#isDecided) return
    this.#released = Infinity
    for (const settle of this.#waiting.values()) settle('ask')
  }
}
