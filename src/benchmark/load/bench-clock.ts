import { EvalError } from '../../schema/eval-error.ts'

/** The clock of a benchmark. */
export interface BenchClock {
  /** Milliseconds of a monotonic clock. */
  now(): number
  /**
   * Resolves at a time of this clock, never before it, and as soon as the signal aborts. Rejects with EvalError config where the clock stands still.
   * `precise`: the last millisecond is waited for turn by turn of the event loop, which costs processor time.
   */
  sleepUntil(atMs: number, options: { signal: AbortSignal; precise?: boolean | undefined }): Promise<void>
}

/** Timers fire up to a millisecond early or late. */
const TIMER_MS = 1
/** A timer that fires while the clock shows no later time, so often in a row: it stands still. */
const STANDSTILLS = 3
/** Timers hold no more. */
const LONGEST_TIMER_MS = 2 ** 31 - 1

/** A clock by a source of milliseconds; default `performance.now()`. */
export function benchClock(now: () => number = () => performance.now()): BenchClock {
  return {
    now,
    async sleepUntil(atMs, { signal, precise = false }) {
      let standstills = 0
      while (!signal.aborted) {
        const before = now()
        const left = atMs - before
        if (left <= 0) return
        if (precise && left <= TIMER_MS) {
          await new Promise((resolve) => setImmediate(resolve))
          continue
        }
        await timer(Math.min(precise ? Math.max(left - TIMER_MS, 1) : left, LONGEST_TIMER_MS), signal)
        standstills = now() > before ? 0 : standstills + 1
        if (standstills >= STANDSTILLS) throw standingClock()
      }
    },
  }
}

/** What a run ends with whose clock does not go. */
export function standingClock(): EvalError {
  return new EvalError('config', 'the clock stands still: time that has passed is not shown by performance.now()', {
    hint: 'nothing can be measured so; look for fake timers, faketime, or a machine that was suspended',
  })
}

function timer(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(waiting)
      signal.removeEventListener('abort', end)
      resolve()
    }
    const waiting = setTimeout(end, ms)
    signal.addEventListener('abort', end, { once: true })
  })
}
