import { type ExpectedTokens, NO_TOKENS } from './expected-tokens.ts'
import { Lane, Slot } from './lane.ts'
import type { LaneLimits, WaitingJob } from './lane.ts'

/** Longest time between two looks at what waits: timers cannot be set for longer than 24 days. */
const LONGEST_SLEEP_MS = 60_000

export interface TurnOptions {
  /** The job goes ahead of those that were not said to. */
  ahead?: boolean
  /** Why nobody wants the job any more, asked when its turn comes; `null`: somebody does. */
  unwanted?(): Error | null
  /** What the job may use of its model's tokens per minute. */
  tokens?: ExpectedTokens
}

const wanted = () => null

/** What a job throws at once is a rejection too. */
function started<T>(job: (slot: Slot) => Promise<T>, slot: Slot): Promise<T> {
  try {
    return job(slot)
  } catch (thrown) {
    return Promise.reject(thrown as Error)
  }
}

/**
 * Runs jobs in lanes, one per model, first come first served within a lane and in turn between lanes, so that a slow or throttled lane
 * never holds up the others. A job waits only while its lane or the whole is full, or its lane is paused or its rate used up.
 */
export class CallLanes {
  readonly #concurrency: number
  readonly #holdAfter: number | null
  readonly #lanes = new Map<string, Lane>()
  readonly #order: Lane[] = []
  #turn = 0
  #inFlight = 0
  #timer: NodeJS.Timeout | null = null
  #wakesAtMs = Number.POSITIVE_INFINITY
  /** Called when there are free slots that no waiting job may take. */
  onIdle: (() => void) | null = null

  /** `holdAfter`: a lane that never answered starts nothing fresh while so many of its jobs wait after a failure; `null`: it does. */
  constructor(concurrency: number, holdAfter: number | null = null) {
    this.#concurrency = concurrency
    this.#holdAfter = holdAfter
  }

  get inFlight(): number {
    return this.#inFlight
  }

  /** Jobs that wait, over all lanes. */
  get waiting(): number {
    return this.#order.reduce((sum, lane) => sum + lane.waiting, 0)
  }

  addLane(name: string, limits: LaneLimits): void {
    const lane = new Lane(limits, this.#holdAfter)
    this.#lanes.set(name, lane)
    this.#order.push(lane)
  }

  /** How a lane stands: jobs in flight, how many may be, and jobs that wait. */
  state(name: string): { inFlight: number; allowed: number; waiting: number } {
    const { inFlight, limit, waiting } = this.#lane(name)
    return { inFlight, allowed: limit.allowed, waiting }
  }

  /** Would a job that comes now start at once, ahead of nobody? */
  hasRoom(name: string): boolean {
    return this.#inFlight < this.#concurrency && this.#lane(name).hasRoom(performance.now())
  }

  /** Resolves with the job's result. A job that nobody wants when its turn comes is never started, nor is one of a closed lane. */
  run<T>(
    name: string,
    job: (slot: Slot) => Promise<T>,
    { ahead = false, unwanted = wanted, tokens = NO_TOKENS }: TurnOptions = {},
  ): Promise<T> {
    const lane = this.#lane(name)
    return new Promise<T>((resolve, reject) => {
      const start = (slot: Slot, ended: () => void): void => {
        const settle = <V>(settled: (value: V) => void, value: V) => {
          settled(value)
          ended()
        }
        started(job, slot).then(
          (result) => settle(resolve, result),
          (thrown: unknown) => settle(reject, thrown),
        )
      }
      lane.add({ tokens, start, refuse: reject, unwanted }, ahead)
      this.#pump()
    })
  }

  /** Waits outside of the lane, holding no slot; not longer than the lane is open. `failed`: because nothing was to be had of it, not because it throttles. */
  pause(name: string, delayMs: number, failed = false): Promise<void> {
    return this.#lane(name).pause(delayMs, failed)
  }

  /** Starts nothing more in a lane: what waits and what comes is rejected with the reason; what is in flight goes on. */
  close(name: string, reason: Error): void {
    this.#lane(name).close(reason)
  }

  /** Undoes `close`. */
  reopen(name: string): void {
    this.#lane(name).closed = null
  }

  closeAll(reason: Error): void {
    for (const lane of this.#order) lane.close(reason)
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
  }

  #lane(name: string): Lane {
    const lane = this.#lanes.get(name)
    if (!lane) throw new Error(`no lane ${name}`)
    return lane
  }

  #pump(): void {
    while (this.#inFlight < this.#concurrency) {
      const lane = this.#nextLane()
      if (!lane) return this.onIdle?.()
      const job = lane.take() as WaitingJob
      const unwanted = job.unwanted()
      if (unwanted) job.refuse(unwanted)
      else this.#start(lane, job)
    }
  }

  #start(lane: Lane, job: WaitingJob): void {
    const slot = new Slot(lane, performance.now(), job.tokens)
    this.#inFlight++
    job.start(slot, () => {
      slot.release()
      this.#inFlight--
      this.#pump()
    })
  }

  /** The next lane, in turn, that has a job and may start it; sets a timer where only time is in the way. */
  #nextLane(): Lane | null {
    let shortest = Number.POSITIVE_INFINITY
    const now = performance.now()
    for (let step = 0; step < this.#order.length; step++) {
      const index = (this.#turn + step) % this.#order.length
      const lane = this.#order[index] as Lane
      const wait = lane.waitMs(now)
      if (wait === null) continue
      if (wait <= 0) {
        this.#turn = index + 1
        return lane
      }
      shortest = Math.min(shortest, wait)
    }
    if (Number.isFinite(shortest)) this.#wake(now, Math.min(shortest, LONGEST_SLEEP_MS))
    return null
  }

  /** A look in vain costs little: a timer that fires earlier is left as it is. */
  #wake(nowMs: number, delayMs: number): void {
    if (this.#timer && this.#wakesAtMs <= nowMs + delayMs) return
    if (this.#timer) clearTimeout(this.#timer)
    this.#wakesAtMs = nowMs + delayMs
    this.#timer = setTimeout(() => {
      this.#timer = null
      this.#pump()
    }, Math.ceil(delayMs))
  }
}
