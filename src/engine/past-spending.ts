import { withLaterCost } from '../records/later-costs.ts'
import type { LaterCosts } from '../records/later-costs.ts'
import type { CallCostRecord, CallRecord } from '../schema/call.ts'
import type { Cost } from '../schema/cost.ts'
import { EvalError } from '../schema/eval-error.ts'
import type { Model } from '../schema/model.ts'
import { AskableModels } from './askable-models.ts'
import type { Spending } from './budget.ts'
import { Charges } from './charges.ts'
import type { EngineOptions } from './engine-options.ts'
import { followedCall } from './late-costs.ts'
import type { FollowedCall } from './late-costs.ts'

export interface PastSpendingOptions extends Pick<EngineOptions, 'models' | 'otherModel' | 'price' | 'budgetNanoUsd'> {
  /** What vendors have said of its calls after their answers. */
  laterCosts: LaterCosts
  /** Can a vendor be asked later what calls of this model have cost? Default: none can. */
  saysCostLater?(model: Model): boolean
}

/**
 * What a run has spent before it was resumed: its journal's calls count as they did when they were made, with guesses where nobody said a price,
 * and at the price that was said later where one was. What is not known of them is worked out anew, with the models as they are configured now.
 */
export class PastSpending {
  readonly charges: Charges
  /** Calls whose price is still to be asked for, by model: the run ended before the vendor said it. */
  readonly open = new Map<Model, FollowedCall[]>()
  readonly #options: PastSpendingOptions
  readonly #laterCosts: Map<string, CallCostRecord>
  readonly #askable: AskableModels
  readonly #models = new Map<string, Model | null>()
  readonly #spent = { real: noSpending(false), simulated: noSpending(true) }

  constructor(options: PastSpendingOptions) {
    this.#options = options
    this.#laterCosts = new Map(options.laterCosts)
    this.charges = new Charges(options)
    this.#askable = new AskableModels(options, () => undefined)
  }

  /** The sums, real and simulated. */
  get spent(): readonly Spending[] {
    return Object.values(this.#spent)
  }

  /** A call of the run's own, each once and in their order. Those from the tape, and answers that were recorded elsewhere, cost nothing here. */
  take(record: CallRecord): void {
    const model = this.#modelOf(record)
    if (record.replayed !== undefined || (model !== null && model.answersFile !== null)) return
    const { saysCostLater } = this.#options
    if (model && !this.#laterCosts.has(record.callId) && saysCostLater?.(model)) this.#follow(model, record)
    const call = withLaterCost(record, this.#laterCosts)
    const sum = record.simulated ? this.#spent.simulated : this.#spent.real
    if (model === null) return void (sum.nanoUsd += call.cost.nanoUsd ?? 0)
    const paid = { callId: call.callId, request: call, model }
    const { nanoUsd, guessedNanoUsd } = this.charges.of(paid, call, () => this.#left)
    this.charges.observe(paid, call)
    sum.nanoUsd += nanoUsd
    sum.guessedNanoUsd += guessedNanoUsd
  }

  /** The vendor has said now what a call has cost. */
  told(record: CallCostRecord): void {
    this.#laterCosts.set(record.callId, record)
  }

  /** What a vendor has said of a call's cost after its answer; `null`: nothing. */
  laterCost({ callId }: CallRecord): Cost | null {
    return this.#laterCosts.get(callId)?.cost ?? null
  }

  #follow(model: Model, record: CallRecord): void {
    const call = followedCall(record)
    if (!call) return
    const calls = this.open.get(model)
    if (calls) calls.push(call)
    else this.open.set(model, [call])
  }

  /** Of the budget; without one nothing is reserved. */
  get #left(): number {
    const { budgetNanoUsd } = this.#options
    return Math.max(0, (budgetNanoUsd ?? 0) - this.#spent.real.nanoUsd - this.#spent.simulated.nanoUsd)
  }

  /** `null`: it is not configured any more. */
  #modelOf(record: CallRecord): Model | null {
    const key = JSON.stringify([record.model, record.phase])
    const known = this.#models.get(key)
    if (known !== undefined) return known
    let model: Model | null = null
    try {
      model = this.#askable.of(record)
    } catch (error) {
      if (!EvalError.is(error)) throw error
    }
    this.#models.set(key, model)
    return model
  }
}

const noSpending = (simulated: boolean): Spending => ({ nanoUsd: 0, simulated, guessedNanoUsd: 0 })
