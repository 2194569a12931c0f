import { rateLimit } from './rate-limit.ts'
import type { RateLimit } from './rate-limit.ts'

export interface LaneLimits {
  /** In flight. */
  concurrency: number
  requestsPerMinute: number | null
  tokensPerMinute: number | null
}

interface Lane {
  limits: LaneLimits
  requests: RateLimit
  tokens: RateLimit
  /** Jobs from `head` on wait; what lies before has been started. */
  queue: (() => Promise<void>)[]
  head: number
  inFlight: number
}

/**
 * Runs jobs in lanes, one per model, first come first served within a lane and in turn between lanes, so that a slow or throttled lane
 * never holds up the others. A job waits only while its lane or the whole is full, or its lane's rate is used up.
 */
export class CallLanes {
  readonly #concurrency: number
  readonly #lanes = new Map<string, Lane>()
  #order: Lane[] = []
  #turn = 0
  #inFlight = 0
  #timer: NodeJS.Timeout | null = null

  constructor(concurrency: number) {
    this.#concurrency = concurrency
  }

  get inFlight(): number {
    return this.#inFlight
  }

  /** Jobs that wait, over all lanes. */
  get waiting(): number {
    return this.#order.reduce((sum, lane) => sum + lane.queue.length - lane.head, 0)
  }

  addLane(name: string, limits: LaneLimits): void {
    const lane: Lane = {
      limits,
      requests: rateLimit(limits.requestsPerMinute),
      tokens: rateLimit(limits.tokensPerMinute),
      queue: [],
      head: 0,
      inFlight: 0,
    }
    this.#lanes.set(name, lane)
    this.#order.push(lane)
  }

  /** Resolves with the job's result. A job whose signal aborts before its turn is never started. */
  run<T>(name: string, job: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    const lane = this.#lanes.get(name)
    if (!lane) throw new Error(`no lane ${name}`)
    return new Promise<T>((resolve, reject) => {
      lane.queue.push(async () => {
        if (signal?.aborted) return reject(signal.reason as Error)
        await job().then(resolve, reject)
      })
      this.#pump()
    })
  }

  /** Counts tokens that a call has used against the lane's rate. */
  useTokens(name: string, tokens: number): void {
    this.#lanes.get(name)?.tokens.take(tokens, performance.now())
  }

  #pump(): void {
    while (this.#inFlight < this.#concurrency) {
      const lane = this.#nextLane()
      if (!lane) return
      const job = takeFirst(lane)
      lane.requests.take(1, performance.now())
      lane.inFlight++
      this.#inFlight++
      void job().finally(() => {
        lane.inFlight--
        this.#inFlight--
        this.#pump()
      })
    }
  }

  /** The next lane, in turn, that has a job and may start it; sets a timer where only rates are in the way. */
  #nextLane(): Lane | null {
    let shortest = Number.POSITIVE_INFINITY
    const now = performance.now()
    for (let step = 0; step < this.#order.length; step++) {
      const index = (this.#turn + step) % this.#order.length
      const lane = this.#order[index] as Lane
      if (lane.queue.length === lane.head || lane.inFlight >= lane.limits.concurrency) continue
      const wait = Math.max(lane.requests.waitMs(now), lane.tokens.waitMs(now))
      if (wait === 0) {
        this.#turn = index + 1
        return lane
      }
      shortest = Math.min(shortest, wait)
    }
    if (Number.isFinite(shortest)) this.#wake(shortest)
    return null
  }

  #wake(delayMs: number): void {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = setTimeout(() => {
      this.#timer = null
      this.#pump()
    }, delayMs)
  }
}

/** Takes the first waiting job without moving all others each time. */
function takeFirst(lane: Lane): () => Promise<void> {
  const job = lane.queue[lane.head++] as () => Promise<void>
  if (lane.head >= 1_024) {
    lane.queue.splice(0, lane.head)
    lane.head = 0
  }
  return job
}
