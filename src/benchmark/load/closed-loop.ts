import type { LoadRun } from './load-run.ts'

export interface ClosedLoad {
  concurrency: number
  /** Users start spread over one mean conversation, so that they do not go on in step. */
  staggered: boolean
  /** Length of a conversation, where it is known from before. */
  meanMs: number | null
}

/** A user whose requests fail waits before the next: so long per failure in a row. */
const PAUSE_MS = 50
const LONGEST_PAUSE_MS = 1_000
const LEAST_TURN_MS = 1

/**
 * So many users, each of whom begins the next conversation when the last one has ended, until the window lets nothing begin any more. Where users are
 * staggered and nothing is known of the model, the first user's first conversation says how long they are; it warms up.
 */
export async function closedLoop({ concurrency, staggered, meanMs }: ClosedLoad, run: LoadRun): Promise<void> {
  const { clock, window, signal } = run
  const startAtMs = clock.now()
  if (!staggered || concurrency === 1) {
    window.full()
    await Promise.all(Array.from({ length: concurrency }, () => user(run)))
    return
  }
  const spread = meanMs === null ? null : { fromMs: startAtMs, overMs: meanMs }
  let first = null as Promise<void> | null
  const { fromMs, overMs } =
    spread ??
    (await new Promise<{ fromMs: number; overMs: number }>((resolve) => {
      first = user(run, () => resolve({ fromMs: clock.now(), overMs: clock.now() - startAtMs }))
      // Where nothing begins at all, nobody ends.
      void first.then(() => resolve({ fromMs: clock.now(), overMs: 0 }))
    }))
  const known = first
  const others = Array.from({ length: known ? concurrency - 1 : concurrency }, (_, index) => index + (known ? 1 : 0))
  const started = others.map(async (index) => {
    await clock.sleepUntil(fromMs + (overMs * index) / concurrency, { signal })
    if (index === concurrency - 1) window.full()
    await user(run)
  })
  await Promise.all([known, ...started])
}

async function user({ clock, window, signal, converse, turns }: LoadRun, onFirst?: () => void): Promise<void> {
  let failures = 0
  for (;;) {
    const now = clock.now()
    const phase = signal.aborted ? null : window.begin(now, turns)
    if (phase === null) return
    const { failed } = await converse({ scheduledAtMs: now, phase })
    onFirst?.()
    // Answers that come without a turn of the event loop would never give it one: timers, files and Ctrl-C wait for it.
    if (clock.now() - now < LEAST_TURN_MS) await new Promise((resolve) => setImmediate(resolve))
    failures = failed ? failures + 1 : 0
    if (failures > 0) await clock.sleepUntil(clock.now() + Math.min(PAUSE_MS * failures, LONGEST_PAUSE_MS), { signal })
  }
}
