import { closeSync, mkdirSync, openSync, rmSync, statSync } from 'node:fs'
import path from 'node:path'
import { EvalError } from '../schema/eval-error.ts'

const LOOK_EVERY_MS = 20
/** A writer takes seconds at most: what is older was left behind by a process that died. */
const STALE_MS = 30_000
const PATIENCE_MS = 60_000

/** Does something that only one process may do at a time with a file; the others wait. Throws EvalError config where the wait is too long. */
export function withFileLock<T>(file: string, work: () => T): T {
  const lock = `${file}.lock`
  mkdirSync(path.dirname(file), { recursive: true })
  take(lock, performance.now() + PATIENCE_MS)
  try {
    return work()
  } finally {
    rmSync(lock, { force: true })
  }
}

function take(lock: string, deadline: number): void {
  const pause = new Int32Array(new SharedArrayBuffer(4))
  for (;;) {
    try {
      return closeSync(openSync(lock, 'wx', 0o600))
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
    if (ageMs(lock) > STALE_MS) rmSync(lock, { force: true })
    else if (performance.now() > deadline)
      throw new EvalError('config', `${lock} is held by another process`, { at: lock, hint: 'remove it if no run is writing this tape' })
    else Atomics.wait(pause, 0, 0, LOOK_EVERY_MS)
  }
}

function ageMs(file: string): number {
  try {
    return Date.now() - statSync(file).mtimeMs
  } catch {
    return 0
  }
}
