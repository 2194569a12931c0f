import type { Completion, Usage } from '../schema/answer.ts'
import type { Attempt, CallCostRecord } from '../schema/call.ts'
import type { Cost } from '../schema/cost.ts'
import type { EvalError } from '../schema/eval-error.ts'
import type { Model } from '../schema/model.ts'
import { Budget } from './budget.ts'
import type { BudgetTrip } from './budget.ts'
import { Charges } from './charges.ts'
import type { PaidCall } from './charges.ts'
import type { CostBound } from './cost-bounds.ts'
import { estimatedUsage } from './estimated-usage.ts'
import { mayBeBilled } from './may-be-billed.ts'
import type { PastSpending } from './past-spending.ts'

export interface PurseOptions {
  budgetNanoUsd: number | null
  /** What the run has spent before it was resumed. */
  past?: PastSpending | undefined
  price(model: Model, usage: Usage, inlineCostNanoUsd: number | null): Cost
  onTrip(trip: BudgetTrip): void
}

/** What only a free model gives for nothing. */
const ANY_USAGE = estimatedUsage(1_000_000, 1_000_000)
/** Answers that were recorded elsewhere were paid for there. */
const PAID_ELSEWHERE: CostBound = { nanoUsd: 0, observed: true }

/** What calls may cost, and what they have cost: prices, bounds and the budget together. */
export class Purse {
  readonly budget: Budget
  readonly #price: PurseOptions['price']
  readonly #charges: Charges
  readonly #past: PastSpending | undefined

  constructor({ budgetNanoUsd, past, price, onTrip }: PurseOptions) {
    this.#price = price
    this.#past = past
    this.#charges = past?.charges ?? new Charges({ price, budgetNanoUsd })
    this.budget = new Budget(budgetNanoUsd, onTrip, past?.spent)
  }

  /** Before a call. `null`: it may start; else a promise of its turn. Throws or rejects with EvalError budget where nothing starts any more. */
  reserve({ callId, request, model }: PaidCall, unwanted: () => EvalError | null): Promise<void> | null {
    return this.budget.reserve(
      callId,
      () => (model.answersFile === null ? this.#charges.bounds.bound(model, request) : PAID_ELSEWHERE),
      unwanted,
    )
  }

  /** After a call: its price, which counts from here on. */
  pay(call: PaidCall, { completion, attempts }: { completion: Completion | null; attempts: readonly Attempt[] }): Cost {
    const { callId, model } = call
    const cost = completion ? this.#price(model, completion.usage, completion.inlineCostNanoUsd) : this.#costOfFailure(model, attempts)
    const isOurs = model.answersFile === null
    const outcome = { completion, cost, attempts }
    this.budget.settle(callId, isOurs ? this.#charges.of(call, outcome, () => this.budget.reservedBy(callId)) : null)
    if (isOurs) this.#charges.observe(call, outcome)
    return cost
  }

  /** The vendor has said later what a call has cost. */
  correct(record: CallCostRecord): void {
    this.#past?.told(record)
    const correction = this.#charges.correction(record)
    if (correction) this.budget.correct(correction)
  }

  /** What failed before an answer costs nothing; of what was cut off on the way the cost is not known, unless its model is free. */
  #costOfFailure(model: Model, attempts: readonly Attempt[]): Cost {
    const isUnknown = attempts.some(mayBeBilled) && this.#price(model, ANY_USAGE, null).nanoUsd !== 0
    return { nanoUsd: isUnknown ? null : 0, source: 'none', priced: null }
  }
}
