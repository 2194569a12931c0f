import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

let collect: (() => void) | null | undefined

/** Collects all garbage of this process now. `false`: its V8 gives no way to. */
export function collectGarbage(): boolean {
  collect ??= garbageCollector()
  collect?.()
  return collect !== null
}

/** Node's flag may be set at any time: a context that is made while it is has the function. */
function garbageCollector(): (() => void) | null {
  if (globalThis.gc) return globalThis.gc as () => void
  try {
    setFlagsFromString('--expose-gc')
    const found: unknown = runInNewContext('typeof gc === "function" ? gc : null')
    return found as (() => void) | null
  } catch {
    return null
  } finally {
    setFlagsFromString('--no-expose-gc')
  }
}
