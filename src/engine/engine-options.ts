import type { Usage } from '../schema/answer.ts'
import type { CallCostRecord } from '../schema/call.ts'
import type { CallObserver } from '../schema/call-observer.ts'
import type { Cost } from '../schema/cost.ts'
import type { Model } from '../schema/model.ts'
import type { Provider } from '../schema/provider.ts'
import type { TapeDeck } from '../tape/tape-deck.ts'
import type { Reuse } from './from-journal.ts'
import type { PastSpending } from './past-spending.ts'

/** What an engine is made with. */
export interface EngineOptions extends Reuse {
  models: readonly Model[]
  /** Models that are not evaluated, as a judge, by what they are named. Throws EvalError config where there is none. */
  otherModel?(name: string): Model
  /** Ready provider of a model; prepared once, at the first call that needs it. */
  provider(model: Model): Provider | Promise<Provider>
  price(model: Model, usage: Usage, inlineCostNanoUsd: number | null): Cost
  /** Recorded calls; left out where no tape is used. */
  tape?: TapeDeck | null
  /** In flight over all models. */
  concurrency: number
  budgetNanoUsd: number | null
  /** Failed calls in a row after which a model is not asked any more; `null`: it always is. */
  abandonAfter: number | null
  /** What the run has spent before it was resumed. */
  past?: PastSpending
  /** `false`: paid models answer from journal and tape only. */
  maySpend: boolean
  seed: number
  newCallId: () => string
  /** Is told of every call that is made. */
  observer?: CallObserver | undefined
  /** Keeps what calls have cost by a word that came after their answers. Without it nobody is asked for that. */
  keepCost?(record: CallCostRecord): Promise<void>
}
