import { machineNs } from '../../src/sim/server/stream/machine-clock.ts'
import type { ClientJob, ClientResult } from './client-job.ts'

/** Keeps the event loop of this process busy, again and again; gives a way to stop that says when it was, on the machine's clock. */
export function keepBusy(busy: ClientJob['busy']): () => ClientResult['busyNs'] {
  const spans: ClientResult['busyNs'] = []
  if (busy === null) return () => spans
  const timer = setInterval(() => {
    const from = machineNs()
    const until = from + busy.forMs * 1e6
    let now = from
    while (now < until) now = machineNs()
    spans.push([from, now])
  }, busy.everyMs)
  return () => {
    clearInterval(timer)
    return spans
  }
}
