import type { LoadRun } from './load-run.ts'

export interface Bursts {
  requests: number
  bursts: number
  /** `null`: the next one begins when all of the last one have ended. */
  everyMs: number | null
}

/** So many conversations begin at once, once or again and again. Those that warm up go before, one after the other. */
export async function sendBursts({ requests, bursts, everyMs }: Bursts, run: LoadRun): Promise<void> {
  const { clock, window, signal, converse } = run
  window.full()
  await warmUp(run)
  const startMs = clock.now()
  window.open(startMs)
  const inFlight: Promise<unknown>[] = []
  for (let burst = 0; burst < bursts; burst++) {
    if (everyMs === null) await Promise.all(inFlight)
    const atMs = everyMs === null ? clock.now() : startMs + burst * everyMs
    await clock.sleepUntil(atMs, { signal })
    if (signal.aborted || window.closedAtMs !== null) break
    for (let index = 0; index < requests; index++) inFlight.push(converse({ scheduledAtMs: atMs, phase: 'measured' }))
  }
  await Promise.all(inFlight)
  window.close(clock.now(), 'requests')
}

async function warmUp({ clock, window, signal, converse }: LoadRun): Promise<void> {
  while (!signal.aborted) {
    const now = clock.now()
    if (window.begin(now, 0) !== 'warm-up') return
    await converse({ scheduledAtMs: now, phase: 'warm-up' })
  }
}
