import { arrivalTimes } from './arrival-times.ts'
import type { Arrivals } from './arrival-times.ts'
import type { LoadPhase } from './load-window.ts'
import type { LoadRun } from './load-run.ts'

export interface OpenLoad extends Arrivals {
  ratePerSecond: number
  /** Conversations that are due in each phase. */
  counts: Record<LoadPhase, number>
  mostInFlight: number
  whenFull: 'wait' | 'drop'
  /** The window ends when its time is over, even if some that were due in it still wait: they are not sent. */
  endsByTime: boolean
  /** Length of a conversation, where it is known from before. */
  meanMs: number | null
  seed: readonly (string | number)[]
}

/** What became of the conversations that were due in the measured window. */
export interface OpenOutcome {
  due: number
  started: number
  /** Never sent: too many were in flight. */
  dropped: number
  /** Sent late, because too many were in flight. */
  waited: number
}

/** Below this rate, and with few requests in flight, the processor is free to wait precisely. */
const PRECISE_BELOW_PER_SECOND = 50
const PRECISE_IN_FLIGHT = 8
/** Others get their turn after so many starts in a row. */
const STARTS_PER_TURN = 32
/** Load that fills up comes in such pieces, until so long after its start. */
const PIECE_MS = 100
const LONGEST_FILLING_MS = 30_000
/** So long before a piece ends it is decided whether another follows: longer than timers are late. */
const AHEAD_MS = 2

interface Due {
  atMs: number
  phase: LoadPhase
}

/**
 * Conversations that begin at the times of a schedule made before, whatever the model does. A warm-up goes on until as many are in flight as the rate
 * brings: until the first conversation has ended, and the length of a known one is over. Resolves when all have ended.
 */
export async function openLoop(load: OpenLoad, run: LoadRun): Promise<OpenOutcome> {
  const desk = new OpenDesk(load, run)
  const lengthMs = (count: number): number => (count * 1_000) / load.ratePerSecond
  const { counts } = load
  const startMs = run.clock.now()
  await desk.sendAll('warm-up', startMs)
  const openMs = counts['warm-up'] === 0 ? startMs : await desk.fillUp(startMs, startMs + lengthMs(counts['warm-up']))
  run.window.open(openMs)
  await desk.sendAll('measured', openMs)
  await desk.sendAll('cool-down', await desk.endWindow(openMs + lengthMs(counts.measured)))
  await desk.ended()
  return desk.outcome
}

class OpenDesk {
  readonly #load: OpenLoad
  readonly #run: LoadRun
  #inFlight = 0
  #waiting: Due[] = []
  /** Of those that wait, the next. */
  #next = 0
  #hasAnswer = false
  #onIdle: () => void = () => undefined
  readonly outcome: OpenOutcome = { due: 0, started: 0, dropped: 0, waited: 0 }

  constructor(load: OpenLoad, run: LoadRun) {
    this.#load = load
    this.#run = run
  }

  /** `piece`: of a warm-up that takes longer than planned. */
  async sendAll(phase: LoadPhase, fromMs: number, piece: { count: number; index: number } | null = null): Promise<void> {
    const { clock, signal, window } = this.#run
    const { counts, ratePerSecond, seed } = this.#load
    const drawn = piece ? [...seed, phase, piece.index] : [...seed, phase]
    const times = arrivalTimes(this.#load, { count: piece?.count ?? counts[phase], ratePerSecond, seed: drawn })
    const isSlow = ratePerSecond <= PRECISE_BELOW_PER_SECOND
    let inTurn = 0
    for (const time of times) {
      const atMs = fromMs + time
      if (atMs > clock.now()) {
        await clock.sleepUntil(atMs, { signal, precise: isSlow && this.#inFlight < PRECISE_IN_FLIGHT })
        inTurn = 0
      } else if (++inTurn % STARTS_PER_TURN === 0) await new Promise((resolve) => setImmediate(resolve))
      // Closed early: what is known well enough is not measured any longer.
      if (signal.aborted || (phase === 'measured' && window.closedAtMs !== null)) return
      this.#due({ atMs, phase })
    }
  }

  /** The warm-up goes on from `fromMs` while the load is not full yet. Returns when it ends. */
  async fillUp(startMs: number, fromMs: number): Promise<number> {
    const { clock, signal } = this.#run
    const { ratePerSecond, meanMs } = this.#load
    const count = Math.max(1, Math.round((ratePerSecond * PIECE_MS) / 1_000))
    const lastMs = startMs + LONGEST_FILLING_MS
    const leastMs = Math.min(startMs + (meanMs ?? 0), lastMs)
    let atMs = fromMs
    for (let index = 1; ; index++) {
      await clock.sleepUntil(atMs - AHEAD_MS, { signal })
      if (signal.aborted || atMs >= lastMs || (this.#hasAnswer && atMs >= leastMs)) return atMs
      await this.sendAll('warm-up', atMs, { count, index })
      atMs += (count * 1_000) / ratePerSecond
    }
  }

  /** The window's time is over at `atMs`, if it was not closed before; where it ends by count alone, what still waits is sent. Returns when it closed. */
  async endWindow(atMs: number): Promise<number> {
    const { clock, signal, window } = this.#run
    if (window.closedAtMs === null) await clock.sleepUntil(atMs, { signal })
    window.close(Math.min(atMs, clock.now()), this.#load.endsByTime ? 'seconds' : 'requests')
    if (this.#load.endsByTime || signal.aborted) this.#dropWaiting()
    return window.closedAtMs as number
  }

  /** Resolves when nothing is in flight any more. */
  ended(): Promise<void> {
    return new Promise((resolve) => {
      this.#onIdle = resolve
      if (this.#inFlight === 0) resolve()
    })
  }

  #due(due: Due): void {
    const isMeasured = due.phase === 'measured'
    if (isMeasured) this.outcome.due++
    if (this.#inFlight < this.#load.mostInFlight) return this.#start(due)
    if (this.#load.whenFull === 'wait') {
      if (isMeasured) this.outcome.waited++
      this.#waiting.push(due)
    } else if (isMeasured) this.outcome.dropped++
  }

  #start({ atMs, phase }: Due): void {
    if (phase === 'measured') this.outcome.started++
    this.#inFlight++
    void this.#run.converse({ scheduledAtMs: atMs, phase }).then(() => {
      this.#inFlight--
      this.#hasAnswer = true
      if (this.#run.signal.aborted) this.#dropWaiting()
      const next = this.#waiting[this.#next]
      if (next) {
        this.#next++
        this.#start(next)
      } else if (this.#inFlight === 0) this.#onIdle()
    })
  }

  #dropWaiting(): void {
    this.outcome.dropped += this.#waiting.slice(this.#next).filter(({ phase }) => phase === 'measured').length
    this.#waiting = []
    this.#next = 0
  }
}
