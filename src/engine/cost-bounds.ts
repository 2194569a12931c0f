import type { Completion, Usage } from '../schema/answer.ts'
import type { CallRequest } from '../schema/call.ts'
import type { Cost } from '../schema/cost.ts'
import type { Model } from '../schema/model.ts'
import type { ModelRequest } from '../schema/model-request.ts'
import { answerTokens } from './answer-tokens.ts'
import { estimatedUsage } from './estimated-usage.ts'
import { promptTokens } from './prompt-tokens.ts'

/** Output tokens of a call where neither a limit nor an observation says how many there will be. */
export const DEFAULT_OUTPUT_TOKENS = 4_096
/** So many settled calls of a model and task make an observation. */
const ENOUGH_CALLS = 5

/** What a call may cost at most, as far as it can be said. */
export interface CostBound {
  /** `null`: the price is not known, and nothing was observed yet. */
  nanoUsd: number | null
  /** It follows from what calls of this model and task have used, not from a limit alone. */
  observed: boolean
}

type Price = (model: Model, usage: Usage, inlineCostNanoUsd: number | null) => Cost

/** Mean and spread of a figure, one value at a time (Welford). */
interface Spread {
  n: number
  mean: number
  squares: number
}

interface Observed {
  outputTokens: Spread
  costNanoUsd: Spread
}

/**
 * Upper bounds of what calls cost. The input is bounded by its bytes; the output by what calls of the same model and task have used (their
 * mean, and three standard deviations or a tenth on top, whichever is more), else by `maxOutputTokens`, else by 4,096 tokens.
 */
export class CostBounds {
  readonly #price: Price
  readonly #observed = new Map<string, Observed>()

  constructor(price: Price) {
    this.#price = price
  }

  /** Before a call. */
  bound(model: Model, request: CallRequest): CostBound {
    const seen = this.#observed.get(keyOf(request))
    const output = outputBound(request.request, seen?.outputTokens)
    const usage = estimatedUsage(promptTokens(request.request), output.tokens)
    const { nanoUsd } = this.#price(model, usage, null)
    if (nanoUsd !== null) return { nanoUsd, observed: output.observed || nanoUsd === 0 }
    const enough = seen !== undefined && seen.costNanoUsd.n >= ENOUGH_CALLS
    return { nanoUsd: enough ? Math.ceil(withMargin(seen.costNanoUsd)) : null, observed: enough }
  }

  /** After a call: what it has used bounds the next ones. */
  observe(request: CallRequest, completion: Completion, cost: Cost): void {
    const key = keyOf(request)
    const seen = this.#observed.get(key) ?? { outputTokens: noSpread(), costNanoUsd: noSpread() }
    this.#observed.set(key, seen)
    if (completion.usage.outputTokens !== null) add(seen.outputTokens, completion.usage.outputTokens)
    if (cost.nanoUsd !== null) add(seen.costNanoUsd, cost.nanoUsd)
  }

  /** What a call has probably cost of which nothing was reported: by the characters of its texts, else as those before it; `null`: no idea. */
  guess(model: Model, request: CallRequest, completion: Completion | null): number | null {
    const output = completion && answerTokens(completion)
    const guessed = output === null ? null : this.#price(model, estimatedUsage(promptTokens(request.request), output), null).nanoUsd
    const before = this.#observed.get(keyOf(request))?.costNanoUsd
    return guessed ?? (before && before.n > 0 ? Math.ceil(before.mean) : null)
  }
}

const keyOf = ({ model, phase, task }: CallRequest): string => JSON.stringify([model, phase, task])

function outputBound({ params }: ModelRequest, seen: Spread | undefined): { tokens: number; observed: boolean } {
  const limit = params.maxOutputTokens ?? null
  if (seen === undefined || seen.n < ENOUGH_CALLS) return { tokens: limit ?? DEFAULT_OUTPUT_TOKENS, observed: false }
  return { tokens: Math.min(limit ?? Number.POSITIVE_INFINITY, Math.ceil(withMargin(seen))), observed: true }
}

const noSpread = (): Spread => ({ n: 0, mean: 0, squares: 0 })

function add(spread: Spread, value: number): void {
  const before = value - spread.mean
  spread.mean += before / ++spread.n
  spread.squares += before * (value - spread.mean)
}

function withMargin({ n, mean, squares }: Spread): number {
  return mean + Math.max(3 * Math.sqrt(squares / Math.max(1, n - 1)), mean / 10)
}
