import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** `last-resort`: V8 also gives back the memory that it keeps for what may come. */
type Flavor = 'regular' | 'last-resort'
type Collect = (options: { type: 'major'; execution: 'sync'; flavor: Flavor }) => void

let collect: Collect | null | undefined

/** Collects all garbage of this process now. `false`: its V8 gives no way to. */
export function collectGarbage(flavor: Flavor = 'regular'): boolean {
  if (collect === undefined) collect = garbageCollector()
  collect?.({ type: 'major', execution: 'sync', flavor })
  return collect !== null
}

/** Node's flag may be set at any time: a context that is made while it is has the function. */
function garbageCollector(): Collect | null {
  if (globalThis.gc) return globalThis.gc as Collect
  try {
    setFlagsFromString('--expose-gc')
    const found: unknown = runInNewContext('typeof gc === "function" ? gc : null')
    return found as Collect | null
  } catch {
    return null
  } finally {
    setFlagsFromString('--no-expose-gc')
  }
}
