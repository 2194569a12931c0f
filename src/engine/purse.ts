import type { Completion, Usage } from '../schema/answer.ts'
import type { Attempt, CallCostRecord, CallRequest } from '../schema/call.ts'
import type { Cost } from '../schema/cost.ts'
import type { EvalError } from '../schema/eval-error.ts'
import type { Model } from '../schema/model.ts'
import { Budget } from './budget.ts'
import type { BudgetTrip } from './budget.ts'
import { CostBounds } from './cost-bounds.ts'
import type { CostBound } from './cost-bounds.ts'

export interface PurseOptions {
  budgetNanoUsd: number | null
  /** What the run has spent before it was resumed. */
  spentNanoUsd?: number | undefined
  price(model: Model, usage: Usage, inlineCostNanoUsd: number | null): Cost
  onTrip(trip: BudgetTrip): void
}

/** A call, as the purse knows it. */
export interface PaidCall {
  callId: string
  request: CallRequest
  model: Model
}

/** Errors after which nobody knows whether the vendor bills the attempt. */
const UNKNOWN_COST: ReadonlySet<string> = new Set(['timeout', 'invalid-response'])
/** Answers that were recorded elsewhere were paid for there. */
const PAID_ELSEWHERE: CostBound = { nanoUsd: 0, observed: true }

/** What calls may cost, and what they have cost: prices, bounds and the budget together. */
export class Purse {
  readonly budget: Budget
  readonly #price: PurseOptions['price']
  readonly #bounds: CostBounds
  /** What was counted for calls whose price is not known, by call. */
  readonly #guesses = new Map<string, number>()

  constructor({ budgetNanoUsd, spentNanoUsd = 0, price, onTrip }: PurseOptions) {
    this.#price = price
    this.#bounds = new CostBounds(price)
    this.budget = new Budget(budgetNanoUsd, onTrip, spentNanoUsd)
  }

  /** Before a call. `null`: it may start; else a promise of its turn. Throws or rejects with EvalError budget where nothing starts any more. */
  reserve({ callId, request, model }: PaidCall, unwanted: () => EvalError | null): Promise<void> | null {
    return this.budget.reserve(callId, () => (model.answersFile === null ? this.#bounds.bound(model, request) : PAID_ELSEWHERE), unwanted)
  }

  /**
   * After a call: its price, which counts from here on. What nobody reported is unpriced in the ledger and guessed for the budget, and so is
   * every attempt that was cut off, for it may have been billed.
   */
  pay(
    call: PaidCall,
    { completion, error, attempts }: { completion: Completion | null; error: EvalError | null; attempts: readonly Attempt[] },
  ): Cost {
    const { callId, request, model } = call
    const cost = completion ? this.#price(model, completion.usage, completion.inlineCostNanoUsd) : costOfFailure(error)
    if (model.answersFile !== null) {
      this.budget.settle(callId, null)
      return cost
    }
    const cutOff = attempts.filter((attempt) => attempt.error !== null && UNKNOWN_COST.has(attempt.error.kind)).length
    const unknown = cutOff + (completion && cost.nanoUsd === null ? 1 : 0)
    const guess = unknown === 0 ? 0 : (this.#bounds.guess(model, request, completion) ?? this.budget.reservedBy(callId))
    const guessedNanoUsd = unknown * guess
    if (completion && cost.nanoUsd === null) this.#guesses.set(callId, guess)
    this.budget.settle(callId, { nanoUsd: (cost.nanoUsd ?? 0) + guessedNanoUsd, simulated: model.simulated, guessedNanoUsd })
    if (completion && this.budget.isLimited) this.#bounds.observe(request, completion, cost)
    return cost
  }

  /** The vendor has said later what a call has cost. */
  correct({ callId, cost, before }: CallCostRecord): void {
    if (cost.nanoUsd === null) return
    this.budget.correct(cost.nanoUsd - (before.nanoUsd ?? this.#guesses.get(callId) ?? 0))
    this.#guesses.delete(callId)
  }
}

/** What failed before an answer costs nothing; of what was cut off on the way the cost is not known. */
function costOfFailure(error: EvalError | null): Cost {
  return { nanoUsd: error && UNKNOWN_COST.has(error.kind) ? null : 0, source: 'none', priced: null }
}
