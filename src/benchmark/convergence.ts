import type { Sample } from '../schema/sample.ts'
import type { Scenario } from '../schema/scenario.ts'
import { quantileInterval } from '../statistics/quantile-interval.ts'

type Rule = NonNullable<Scenario['stop']['converged']>

/** It is looked at so often: at every tenth more values. */
const GROWTH = 1.1
const LEAST = 20

/** Is a figure known well enough? Looking again and again makes it a little too sure of itself, which is why it is reported. */
export class Convergence {
  readonly #rule: Rule
  readonly #values: number[] = []
  #nextLook = LEAST

  constructor(rule: Rule) {
    this.#rule = rule
  }

  /** A request was measured; `true`: the interval is narrow enough. */
  add(sample: Sample): boolean {
    const value = sample.error ? null : sample[this.#rule.metric]
    if (value !== null) this.#values.push(value)
    if (this.#values.length < this.#nextLook) return false
    this.#nextLook = Math.ceil(this.#values.length * GROWTH)
    const interval = quantileInterval(
      this.#values.map((each) => [each]),
      this.#rule.quantile,
    )
    if (!interval || interval.low === null || interval.high === null) return false
    return interval.high - interval.low <= this.#rule.width * Math.abs(interval.value)
  }
}
