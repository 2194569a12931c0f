import type { Completion, Usage } from '../schema/answer.ts'
import type { CallOnce, CallOnceReply, CallOnceRequest, CallsOnceSpent } from '../schema/call-once.ts'
import type { CallRequest } from '../schema/call.ts'
import type { Cost } from '../schema/cost.ts'
import { EvalError } from '../schema/eval-error.ts'
import type { Model } from '../schema/model.ts'
import type { Provider } from '../schema/provider.ts'
import type { StreamWatch } from '../schema/stream-watch.ts'
import { isoNow } from '../time/iso-now.ts'
import { settledWithin } from '../time/settled-within.ts'
import type { PaidCall } from './charges.ts'
import { endOf, toEvalError } from './make-attempts.ts'
import { Purse } from './purse.ts'
import { notAsked } from './refusals.ts'

export interface CallOnceOptions {
  models: readonly Model[]
  /** Ready provider of a model. */
  provider(model: Model): Provider | Promise<Provider>
  price(model: Model, usage: Usage, inlineCostNanoUsd: number | null): Cost
  budgetNanoUsd: number | null
  /** `false`: paid models are not asked. */
  maySpend: boolean
}

interface Once {
  signal: AbortSignal
  watch?: StreamWatch | undefined
}

/** The port `Call` of one benchmark, and what its calls have cost. */
export class OneTimeCalls {
  readonly #options: CallOnceOptions
  readonly #models: ReadonlyMap<string, Model>
  readonly #purse: Purse
  readonly #running = new Set<Promise<unknown>>()
  readonly #spent: CallsOnceSpent = { calls: 0, nanoUsd: 0, unpriced: 0 }
  #ended: EvalError | null = null
  #count = 0

  constructor(options: CallOnceOptions) {
    this.#options = options
    this.#models = new Map(options.models.map((model) => [model.label, model]))
    this.#purse = new Purse({ ...options, onTrip: () => undefined })
  }

  get spent(): CallsOnceSpent {
    return { ...this.#spent }
  }

  /** Bound, so that it can be handed on. */
  readonly call: CallOnce = (request, options) => {
    const reply = this.#call(request, options)
    this.#running.add(reply)
    const ended = () => void this.#running.delete(reply)
    reply.then(ended, ended)
    return reply
  }

  /** Nothing new is asked from here on; waits for what is in flight, at most `withinMs`. */
  async end(withinMs: number): Promise<void> {
    this.#ended = new EvalError('aborted', 'the benchmark has ended', { code: 'cancelled' })
    this.#purse.budget.close(this.#ended)
    await settledWithin(this.#running, withinMs)
  }

  async #call(asked: CallOnceRequest, { signal, watch }: Once): Promise<CallOnceReply> {
    const model = this.#modelOf(asked)
    const provider = await this.#options.provider(model)
    const paid: PaidCall = { callId: `once-${++this.#count}`, request: callRequest(asked), model }
    if (signal.aborted) throw cancelled(signal)
    const room = this.#purse.reserve(paid, () => (signal.aborted ? cancelled(signal) : null))
    if (room) await unlessAborted(room, signal)
    const startedAt = isoNow()
    const startMs = performance.now()
    watch?.started?.(startMs)
    let completion: Completion | null = null
    let error: EvalError | null = null
    try {
      completion = await provider.complete({ model, request: asked.request, trial: asked.trial, attempt: 1, signal, watch })
    } catch (thrown) {
      error = toEvalError(thrown)
    }
    // What was cut off on its way may be billed, whoever cut it off.
    const cutOff = error !== null && signal.aborted ? { begun: true as const } : {}
    const attempt = { startedAt, durationMs: performance.now() - startMs, ...endOf(error), ...cutOff }
    const cost = this.#purse.pay(paid, { completion, attempts: [attempt] })
    this.#pay(cost)
    if (completion) return { completion, cost }
    throw error as EvalError
  }

  #modelOf({ model: label }: CallOnceRequest): Model {
    if (this.#ended) throw this.#ended
    const model = this.#models.get(label)
    if (!model) throw new EvalError('config', `the model ${label} is not part of this benchmark`)
    if (model.paid && !this.#options.maySpend) throw notAsked(model)
    return model
  }

  #pay({ nanoUsd }: Cost): void {
    this.#spent.calls++
    if (nanoUsd === null) this.#spent.unpriced++
    else this.#spent.nanoUsd += nanoUsd
  }
}

/** The purse looks at model, phase and task: calls that have them in common are alike. */
function callRequest({ model, request, trial, scenario = '' }: CallOnceRequest): CallRequest {
  return { requestHash: '', model, phase: 'execution', task: scenario, case: '', trial, request }
}

function cancelled({ reason }: AbortSignal): EvalError {
  return EvalError.is(reason) ? reason : new EvalError('aborted', 'the call was cancelled before it was sent', { code: 'cancelled' })
}

function unlessAborted(room: Promise<void>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const aborted = () => reject(cancelled(signal))
    signal.addEventListener('abort', aborted, { once: true })
    room.then(resolve, reject).finally(() => signal.removeEventListener('abort', aborted))
  })
}
