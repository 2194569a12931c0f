import type { CallCostRecord, CallRecord } from '../schema/call.ts'
import type { Provider } from '../schema/provider.ts'

export interface LateCostsOptions {
  /** Keeps what was found. */
  found(record: CallCostRecord): Promise<void>
  /** Pauses before each look, in milliseconds; after the last look the known price stays. */
  delaysMs?: readonly number[]
}

/** Vendors' own records of calls appear some seconds after the answer. */
const DELAYS_MS = [1_000, 2_000, 4_000, 8_000, 15_000]
/** Looks at the same time. */
const AT_ONCE = 8
/** Of one look. */
const LOOK_MS = 10_000

/** Asks vendors what calls have cost, after their answers were given: no test waits for it, and nothing hangs on it. */
export class LateCosts {
  readonly #options: LateCostsOptions
  readonly #open = new Set<Promise<void>>()
  #over = new AbortController()
  #looking = 0
  #waiting: (() => void)[] = []

  constructor(options: LateCostsOptions) {
    this.#options = options
  }

  /** Follows a call whose answer did not say its price, where the vendor can be asked for it later. */
  follow(record: CallRecord, provider: Provider): void {
    const { completion } = record
    if (!provider.laterCost || !completion || completion.inlineCostNanoUsd !== null || completion.responseId === null) return
    const responseId = completion.responseId
    const look = (signal: AbortSignal) => provider.laterCost?.(responseId, signal) ?? Promise.resolve(null)
    const following = this.#follow(record, look).finally(() => this.#open.delete(following))
    this.#open.add(following)
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

  async #follow(record: CallRecord, look: (signal: AbortSignal) => Promise<number | null>): Promise<void> {
    const { signal } = this.#over
    for (const delayMs of this.#options.delaysMs ?? DELAYS_MS) {
      await pause(delayMs, signal)
      const nanoUsd = signal.aborted ? null : await this.#inTurn(look, signal)
      if (signal.aborted) return
      if (nanoUsd === null) continue
      const cost = { nanoUsd, source: 'inline', priced: null } as const
      const kept = { schema: 'taskbench/call-cost@1', callId: record.callId, cost, before: record.cost } as const
      // A disk that cannot be written is said where the next call is kept.
      return this.#options.found(kept).catch(() => undefined)
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
