import type { CallCostRecord, CallRecord } from '../schema/call.ts'
import type { Cost } from '../schema/cost.ts'
import type { Provider } from '../schema/provider.ts'

export interface LateCostsOptions {
  /** Keeps what was found. */
  found(record: CallCostRecord, call: FollowedCall): Promise<void>
  /** Pauses before each look, in milliseconds; after the last look the known price stays. */
  delaysMs?: readonly number[]
}

/** Vendors' own records of calls appear some seconds after the answer. */
const DELAYS_MS = [1_000, 2_000, 4_000, 8_000, 15_000]
/** Looks at the same time. */
const AT_ONCE = 8
/** Of one look. */
const LOOK_MS = 10_000

/** A call whose price a vendor may say later. */
export interface FollowedCall {
  callId: string
  requestHash: string
  task: string
  /** Label. */
  model: string
  cost: Cost
  responseId: string
}

/** `null`: the answer said its price, or nobody can be asked for it. */
export function followedCall({ callId, requestHash, task, model, cost, completion }: CallRecord): FollowedCall | null {
  if (!completion || completion.inlineCostNanoUsd !== null || completion.responseId === null) return null
  return { callId, requestHash, task, model, cost, responseId: completion.responseId }
}

/** Asks vendors what calls have cost, after their answers were given: no test waits for it, and nothing hangs on it. */
export class LateCosts {
  readonly #options: LateCostsOptions
  readonly #open = new Set<Promise<unknown>>()
  #over = new AbortController()
  #looking = 0
  #waiting: (() => void)[] = []

  constructor(options: LateCostsOptions) {
    this.#options = options
  }

  /** Follows a call whose answer did not say its price, where the vendor can be asked for it later. */
  follow(record: CallRecord, provider: Provider): void {
    const call = provider.laterCost ? followedCall(record) : null
    if (call) this.#track(this.#follow(call, provider, this.#over.signal))
  }

  /** Follows calls of one model that were made before. Where it cannot be asked any more, what is known of them stays. */
  followAll(calls: readonly FollowedCall[], provider: Provider | Promise<Provider>): void {
    const { signal } = this.#over
    const all = (ready: Provider) => Promise.all(calls.map((call) => this.#follow(call, ready, signal)))
    this.#track(Promise.resolve(provider).then(all, () => undefined))
  }

  /** Waits for what is looked for, at most `withinMs`; then that is looked for no more. */
  async finish(withinMs: number): Promise<void> {
    if (this.#open.size > 0) await this.#within(withinMs, Promise.all(this.#open))
  }

  /** Ends every wait; what is followed from here on is looked for again. */
  stop(): void {
    this.#over.abort()
    this.#over = new AbortController()
    for (const go of this.#waiting.splice(0)) go()
  }

  #track(work: Promise<unknown>): void {
    const following = work.finally(() => this.#open.delete(following))
    this.#open.add(following)
  }

  async #follow(call: FollowedCall, provider: Provider, signal: AbortSignal): Promise<void> {
    const { callId, cost: before, responseId } = call
    const look = (over: AbortSignal) => provider.laterCost?.(responseId, over) ?? Promise.resolve(null)
    for (const delayMs of this.#options.delaysMs ?? DELAYS_MS) {
      await pause(delayMs, signal)
      const nanoUsd = signal.aborted ? null : await this.#inTurn(look, signal)
      if (signal.aborted) return
      if (nanoUsd === null) continue
      const cost = { nanoUsd, source: 'inline', priced: null } as const
      const kept = { schema: 'taskbench/call-cost@1', callId, cost, before } as const
      // A disk that cannot be written is said where the next call is kept.
      return this.#options.found(kept, call).catch(() => undefined)
    }
  }

  async #inTurn(look: (signal: AbortSignal) => Promise<number | null>, over: AbortSignal): Promise<number | null> {
    while (this.#looking >= AT_ONCE && !over.aborted) await new Promise<void>((go) => this.#waiting.push(go))
    this.#looking++
    try {
      const signal = AbortSignal.any([over, AbortSignal.timeout(LOOK_MS)])
      // A provider that does not heed its signal holds up nobody.
      const ended = new Promise<null>((resolve) => signal.addEventListener('abort', () => resolve(null), { once: true }))
      return await Promise.race([look(signal), ended])
    } catch {
      return null
    } finally {
      this.#looking--
      this.#waiting.shift()?.()
    }
  }

  async #within(limitMs: number, work: Promise<unknown>): Promise<void> {
    let timer: NodeJS.Timeout | undefined
    const limit = new Promise<void>((resolve) => (timer = setTimeout(resolve, limitMs)))
    await Promise.race([work, limit])
    clearTimeout(timer)
    this.stop()
  }
}

function pause(delayMs: number, over: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer)
      over.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, delayMs)
    if (over.aborted) done()
    else over.addEventListener('abort', done)
  })
}
