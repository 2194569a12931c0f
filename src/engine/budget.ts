import { EvalError } from '../schema/eval-error.ts'
import { formatUsd } from '../text/format-usd.ts'
import type { CostBound } from './cost-bounds.ts'

/** Above this part of the estimate a run is stopped. */
export const ESTIMATE_SHARE = 1.5
/** Estimates below this are too small to stop a run for: 10 cents. */
export const SMALLEST_ESTIMATE_NANO_USD = 100_000_000

/** Why nothing new is asked any more, and what was spent by then. */
export interface BudgetTrip {
  because: 'budget' | 'estimate'
  spentNanoUsd: number
  /** The budget, or 150 % of the estimate. */
  limitNanoUsd: number
  error: EvalError
}

/** What a call has cost in the end. */
export interface Spending {
  nanoUsd: number
  simulated: boolean
  /** The part that nobody reported: it was worked out from characters or from other calls. */
  guessedNanoUsd: number
}

interface Waiter {
  callId: string
  bound(): CostBound
  unwanted(): EvalError | null
  resolve(): void
  reject(error: EvalError): void
}

/**
 * The money of a run. A call reserves what it may cost before it starts, and pays what it has cost afterwards; it starts only if what is
 * spent, what is reserved and its own bound stay within the budget. One that does not fit waits, first come first served, for calls in
 * flight to turn out cheaper. Where none is in flight and it still does not fit, the breaker trips, and nothing starts any more.
 *
 * A bound that nothing was observed for yet may be far too high: such a call starts alone while anything is left of the budget. So what is
 * spent exceeds the budget by the calls in flight at most, and as a rule not at all.
 */
export class Budget {
  readonly #limitNanoUsd: number | null
  readonly #onTrip: (trip: BudgetTrip) => void
  readonly #reserved = new Map<string, number>()
  #waiting: Waiter[] = []
  #reservedNanoUsd = 0
  #spentNanoUsd = 0
  #simulatedNanoUsd = 0
  #guessedNanoUsd = 0
  readonly #pastNanoUsd: number
  #estimateNanoUsd: number | null = null
  #trip: BudgetTrip | null = null

  /** `past`: what was spent before the run was resumed. */
  constructor(limitNanoUsd: number | null, onTrip: (trip: BudgetTrip) => void, past: readonly Spending[] = []) {
    past.forEach((spending) => this.#pay(spending))
    this.#pastNanoUsd = this.#spentNanoUsd
    this.#limitNanoUsd = limitNanoUsd
    this.#onTrip = onTrip
  }

  /** Are calls to reserve what they may cost? */
  get isLimited(): boolean {
    return this.#limitNanoUsd !== null
  }

  /** `null`: the run may spend what it needs. */
  get limitNanoUsd(): number | null {
    return this.#limitNanoUsd
  }

  get spentNanoUsd(): number {
    return this.#spentNanoUsd
  }

  get trip(): BudgetTrip | null {
    return this.#trip
  }

  /** May a call start that nobody has asked for yet? What calls in line need is for those, and the second half of a budget for what is sure to be asked (`isAwaited`). */
  hasRoomAhead(isAwaited: boolean): boolean {
    if (this.#trip) return false
    if (this.#limitNanoUsd === null) return true
    return this.#waiting.length === 0 && (isAwaited || this.#spentNanoUsd + this.#reservedNanoUsd < this.#limitNanoUsd / 2)
  }

  /** The high end of the estimate that was made before the run: at 150 % of it, without what was spent before, the breaker trips. Small ones do not count. */
  expect(highNanoUsd: number): void {
    this.#estimateNanoUsd = highNanoUsd < SMALLEST_ESTIMATE_NANO_USD ? null : highNanoUsd
  }

  /**
   * Before a call. `null`: it may start; else a promise of its turn, which holds no slot. Its bound is asked for again while it waits: it falls with
   * what calls before it turn out to use. Throws or rejects with EvalError budget.
   */
  reserve(callId: string, bound: () => CostBound, unwanted: () => EvalError | null): Promise<void> | null {
    this.#tripOverEstimate()
    if (this.#trip) throw this.#trip.error
    if (this.#limitNanoUsd === null) return null
    const now = bound()
    if (now.nanoUsd === 0 || (this.#waiting.length === 0 && this.#take(callId, now))) return null
    const turn = new Promise<void>((resolve, reject) => this.#waiting.push({ callId, bound, unwanted, resolve, reject }))
    this.#letStart()
    // Whoever waits hears of it; until then it is nobody's fault.
    turn.catch(() => undefined)
    return turn
  }

  /** After a call, or where it never came to be (`null`). */
  settle(callId: string, spending: Spending | null): void {
    this.#reservedNanoUsd -= this.#reserved.get(callId) ?? 0
    this.#reserved.delete(callId)
    if (spending) this.#pay(spending)
    this.#letStart()
  }

  /** What a call has cost is known better now. */
  correct(difference: Spending): void {
    this.#pay(difference)
    this.#letStart()
  }

  /** What a call reserves; 0 where it reserves nothing. */
  reservedBy(callId: string): number {
    return this.#reserved.get(callId) ?? 0
  }

  /** Nothing starts any more. */
  close(reason: EvalError): void {
    const waiting = this.#waiting
    this.#waiting = []
    for (const { reject } of waiting) reject(reason)
  }

  #pay({ nanoUsd, simulated, guessedNanoUsd }: Spending): void {
    this.#spentNanoUsd += nanoUsd
    if (simulated) this.#simulatedNanoUsd += nanoUsd
    this.#guessedNanoUsd += guessedNanoUsd
  }

  /** Reserves, if the call may start now. */
  #take(callId: string, { nanoUsd, observed }: CostBound): boolean {
    const left = (this.#limitNanoUsd as number) - this.#spentNanoUsd - this.#reservedNanoUsd
    const alone = this.#reserved.size === 0
    const fits = nanoUsd !== null && nanoUsd <= left
    if (!fits && !(alone && !observed && left > 0)) return false
    const reserved = Math.min(nanoUsd ?? left, Math.max(left, 0))
    this.#reserved.set(callId, reserved)
    this.#reservedNanoUsd += reserved
    return true
  }

  #letStart(): void {
    for (;;) {
      const [next] = this.#waiting
      if (!next || this.#trip) return
      const unwanted = next.unwanted()
      const bound = next.bound()
      if (unwanted) next.reject(unwanted)
      else if (this.#take(next.callId, bound)) next.resolve()
      else if (this.#reserved.size > 0 && this.#spentNanoUsd < (this.#limitNanoUsd as number)) return
      else return this.#tripNow('budget', this.#limitNanoUsd as number, this.#budgetError(bound))
      this.#waiting.shift()
    }
  }

  #tripOverEstimate(): void {
    const limit = this.#estimateNanoUsd === null ? null : Math.round(this.#estimateNanoUsd * ESTIMATE_SHARE)
    if (this.#trip || limit === null || this.#spentNanoUsd - this.#pastNanoUsd < limit) return
    this.#tripNow('estimate', limit, this.#estimateError())
  }

  #tripNow(because: BudgetTrip['because'], limitNanoUsd: number, error: EvalError): void {
    this.#trip = { because, spentNanoUsd: this.#spentNanoUsd, limitNanoUsd, error }
    this.close(error)
    this.#onTrip(this.#trip)
  }

  #budgetError({ nanoUsd }: CostBound): EvalError {
    const limit = this.#limitNanoUsd as number
    const next = this.#spentNanoUsd < limit && nanoUsd !== null ? `; the next call may cost ${usd(nanoUsd)}` : ''
    return new EvalError('budget', `the budget of ${usd(limit)} is used up: ${this.#spent()}${next}`, {
      hint: 'raise `budgetUsd` and resume the run, or run fewer cases',
      ownBudget: true,
    })
  }

  #estimateError(): EvalError {
    const before = this.#pastNanoUsd === 0 ? '' : ` (${usd(this.#pastNanoUsd)} of it before the run was resumed)`
    return new EvalError(
      'budget',
      `the run costs more than 150 % of its estimate: ${this.#spent()}${before}, estimated were ${usd(this.#estimateNanoUsd as number)} at most`,
      { hint: 'look at what was answered, and resume the run: its estimate then follows from what calls have used', ownBudget: true },
    )
  }

  #spent(): string {
    const parts = [
      this.#simulatedNanoUsd === 0
        ? null
        : this.#simulatedNanoUsd === this.#spentNanoUsd
          ? 'all simulated'
          : `${usd(this.#simulatedNanoUsd)} simulated`,
      this.#guessedNanoUsd === 0 ? null : `${usd(this.#guessedNanoUsd)} of it estimated, as nobody reported usage`,
    ].filter((part) => part !== null)
    return `${usd(this.#spentNanoUsd)} spent${parts.length === 0 ? '' : ` (${parts.join('; ')})`}`
  }
}

const usd = (nanoUsd: number): string => formatUsd(nanoUsd / 1e9)
