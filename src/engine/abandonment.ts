import type { EvalError } from '../schema/eval-error.ts'
import { EVAL_ERROR_KINDS } from '../schema/eval-error.ts'
import { isSkip } from '../schema/is-skip.ts'

/**
 * Says when a model is given up: after so many of its calls in a row, retries included, from which nothing was learned of it. That are the kinds of
 * error that count as missing data. A refusal or a broken answer counts as an answer, and a call that was cancelled, or ended by the run's own budget, counts as neither.
 */
export class Abandonment {
  readonly #after: number | null
  readonly #failures = new Map<string, number>()
  readonly #given = new Set<string>()

  /** `null`: never. */
  constructor(after: number | null) {
    this.#after = after
  }

  /** Takes how a call ended (`null`: with an answer). True exactly when its model is to be given up now. */
  ended(model: string, error: Pick<EvalError, 'kind' | 'ownBudget'> | null): boolean {
    if ((error && isSkip(error)) || this.#after === null || this.#given.has(model)) return false
    const failed = error !== null && EVAL_ERROR_KINDS[error.kind].counts === 'missing'
    const failures = failed ? (this.#failures.get(model) ?? 0) + 1 : 0
    this.#failures.set(model, failures)
    if (failures < this.#after) return false
    this.#given.add(model)
    return true
  }

  /** Failures in a row, as things stand. */
  failures(model: string): number {
    return this.#failures.get(model) ?? 0
  }

  /** Counts anew. Returns the models that were given up. */
  forgive(): string[] {
    const given = [...this.#given]
    this.#given.clear()
    this.#failures.clear()
    return given
  }
}

/** Does an error that is worth another attempt tell nothing of its model? One that throttles is there. */
export const mayBeDown = ({ kind }: EvalError): boolean => kind !== 'rate-limit' && EVAL_ERROR_KINDS[kind].counts === 'missing'
