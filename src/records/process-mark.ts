import { readFileSync } from 'node:fs'

const bootId = (): string => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()

/** When a process was started, in the system's own words: tells it from a later one with the same id. `null` where the system does not say. */
export function processMark(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The name in parentheses may hold anything; the start time is the 20th field after it.
    const startTicks = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]
    return startTicks === undefined ? null : `${bootId()}:${startTicks}`
  } catch {
    return null
  }
}

/** Is there such a process on this machine, and is it the one that was marked? */
export function isProcessAlive(pid: number, mark: string | null): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false
  }
  const now = mark === null ? null : processMark(pid)
  return now === null || now === mark
}
