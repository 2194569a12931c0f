import type { CallRequest } from '../schema/call.ts'
import { EvalError } from '../schema/eval-error.ts'
import type { Model } from '../schema/model.ts'
import type { EngineOptions } from './engine-options.ts'

/** The models of an engine: those that are evaluated, and others from the first question to them on. */
export class AskableModels {
  readonly #otherModel: EngineOptions['otherModel']
  readonly #admit: (model: Model) => void
  readonly #models = new Map<string, Model>()

  /** `admit` is called with each model before it is asked. */
  constructor({ models, otherModel }: Pick<EngineOptions, 'models' | 'otherModel'>, admit: (model: Model) => void) {
    this.#otherModel = otherModel
    this.#admit = admit
    for (const model of models) this.#take(model)
  }

  /** The model of a question; one that is not evaluated, as a judge, is never asked for an execution. Throws EvalError config where there is none. */
  of({ model: name, phase }: Pick<CallRequest, 'model' | 'phase'>): Model {
    const known = this.#models.get(name)
    if (known) return known
    const other = phase === 'execution' ? undefined : this.#otherModel?.(name)
    if (!other) throw new EvalError('config', `the model ${name} is not configured`)
    this.#take(other)
    return other
  }

  /** Of all that may be asked by now. */
  labels(): IterableIterator<string> {
    return this.#models.keys()
  }

  #take(model: Model): void {
    this.#models.set(model.label, model)
    this.#admit(model)
  }
}
