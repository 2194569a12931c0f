import { EvalError } from '../schema/eval-error.ts'
import type { Scenario } from '../schema/scenario.ts'

type Timeouts = Scenario['timeouts']
type Stage = 'connect' | 'first-token' | 'idle' | 'total'

/** How far a stream has come, in milliseconds of `performance.now()`: a StreamRecorder knows it. */
export interface StreamProgress {
  readonly startedAtMs: number | null
  readonly connectedAtMs: number | null
  readonly sentAtMs: number | null
  /** Of the last part of the answer so far. */
  readonly lastAtMs: number | null
}

interface Due {
  stage: Stage
  atMs: number
  limitMs: number
}

const WAITED_FOR: Record<Stage, string> = {
  connect: 'no connection',
  'first-token': 'no part of the answer',
  idle: 'no further part of the answer',
  total: 'no whole answer',
}

/**
 * Owns the time of one measured request: its signal is aborted with an EvalError `timeout` whose code names the stage, or with the reason for which it
 * is not wanted any more. One timer at a time looks at how far the stream has come; parts of the answer cost nothing.
 */
export class StreamDeadline {
  readonly #timeouts: Timeouts
  readonly #progress: StreamProgress
  readonly #cancelled: AbortSignal | null
  readonly #control = new AbortController()
  #timer: NodeJS.Timeout | null = null

  constructor(timeouts: Timeouts, progress: StreamProgress, cancelled: AbortSignal | null = null) {
    this.#timeouts = timeouts
    this.#progress = progress
    this.#cancelled = cancelled
    cancelled?.addEventListener('abort', this.#cancel, { once: true })
    if (cancelled?.aborted) this.#cancel()
    else this.#look()
  }

  get signal(): AbortSignal {
    return this.#control.signal
  }

  /** The request has ended, however it did. */
  end(): void {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
    this.#cancelled?.removeEventListener('abort', this.#cancel)
  }

  readonly #cancel = (): void => {
    const reason: unknown = this.#cancelled?.reason
    this.end()
    this.#control.abort(EvalError.is(reason) ? reason : new EvalError('aborted', 'the benchmark was cancelled', { code: 'cancelled' }))
  }

  #look(): void {
    const now = performance.now()
    const due = this.#due(now)
    if (due.atMs > now) this.#timer = setTimeout(() => this.#look(), Math.ceil(due.atMs - now))
    else {
      this.end()
      this.#control.abort(timedOut(due))
    }
  }

  /** What ends first. A request that waits for its turn has all its time. */
  #due(now: number): Due {
    const { connectMs, firstTokenMs, idleMs, totalMs } = this.#timeouts
    const { startedAtMs, connectedAtMs, sentAtMs, lastAtMs } = this.#progress
    const start = startedAtMs ?? now
    let first: Due = { stage: 'total', atMs: start + totalMs, limitMs: totalMs }
    const also = (stage: Stage, from: number, limitMs: number | undefined) => {
      if (limitMs !== undefined && from + limitMs < first.atMs) first = { stage, atMs: from + limitMs, limitMs }
    }
    if (lastAtMs !== null) also('idle', lastAtMs, idleMs)
    else {
      also('first-token', start, firstTokenMs)
      if (connectedAtMs === null && sentAtMs === null) also('connect', start, connectMs)
    }
    return this.#soonest(first, now)
  }

  /** A stage that is still to come may end sooner than the one that is waited for: the timer must not sleep beyond it. */
  #soonest(due: Due, now: number): Due {
    const { idleMs, firstTokenMs, connectMs } = this.#timeouts
    const least = Math.min(...[idleMs, firstTokenMs, connectMs].filter((limit) => limit !== undefined))
    return due.atMs > now && now + least < due.atMs ? { ...due, atMs: now + least } : due
  }
}

function timedOut({ stage, limitMs }: Due): EvalError {
  return new EvalError('timeout', `${WAITED_FOR[stage]} within ${limitMs} ms`, {
    code: `timeout-${stage}`,
    hint: 'raise the time-outs of the scenario where the model is slow by nature',
  })
}
