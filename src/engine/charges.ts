import type { Completion, Usage } from '../schema/answer.ts'
import type { Attempt, CallCostRecord, CallRequest } from '../schema/call.ts'
import type { Cost } from '../schema/cost.ts'
import type { Model } from '../schema/model.ts'
import type { Spending } from './budget.ts'
import { CostBounds } from './cost-bounds.ts'
import { mayBeBilled } from './may-be-billed.ts'

/** A call, as the purse knows it. */
export interface PaidCall {
  callId: string
  request: CallRequest
  model: Model
}

/** How a call has ended. */
export interface PaidOutcome {
  completion: Completion | null
  cost: Cost
  attempts: readonly Attempt[]
}

/**
 * What calls count for the budget. What nobody reported is unpriced in the ledger and guessed here, and so is every attempt that was cut off, for it
 * may have been billed.
 */
export class Charges {
  readonly bounds: CostBounds
  readonly #isLimited: boolean
  /** What was counted for calls whose price is not known, by call. */
  readonly #guesses = new Map<string, number>()

  constructor({
    price,
    budgetNanoUsd,
  }: {
    price(model: Model, usage: Usage, inlineCostNanoUsd: number | null): Cost
    budgetNanoUsd: number | null
  }) {
    this.bounds = new CostBounds(price)
    this.#isLimited = budgetNanoUsd !== null
  }

  /** Of a call that has ended. `reserved`: what it could reserve, which counts where nothing says more; without a price nothing does. */
  of({ callId, request, model }: PaidCall, { completion, cost, attempts }: PaidOutcome, reserved: () => number): Spending {
    const isUnpriced = completion !== null && cost.nanoUsd === null
    const cutOff = attempts.filter(mayBeBilled).length
    const unknown = cutOff + (isUnpriced ? 1 : 0)
    const guess =
      unknown === 0
        ? 0
        : (this.bounds.guess(model, request, completion) ?? Math.min(this.bounds.bound(model, request).nanoUsd ?? 0, reserved()))
    const guessedNanoUsd = unknown * guess
    if (isUnpriced) this.#guesses.set(callId, guess)
    return { nanoUsd: (cost.nanoUsd ?? 0) + guessedNanoUsd, simulated: model.simulated, guessedNanoUsd }
  }

  /** Under a budget what a call has used bounds the next ones. */
  observe({ request }: PaidCall, { completion, cost }: PaidOutcome): void {
    if (completion && this.#isLimited) this.bounds.observe(request, completion, cost)
  }

  /** What a price that was said later changes; `null`: nothing. */
  correction({ callId, cost, before }: CallCostRecord): Spending | null {
    if (cost.nanoUsd === null) return null
    const guess = before.nanoUsd === null ? (this.#guesses.get(callId) ?? 0) : 0
    this.#guesses.delete(callId)
    return { nanoUsd: cost.nanoUsd - (before.nanoUsd ?? guess), simulated: false, guessedNanoUsd: -guess }
  }
}
