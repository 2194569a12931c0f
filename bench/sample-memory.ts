import { readdirSync, readFileSync } from 'node:fs'

const EVERY_MS = 50
/** Samples between two looks for new processes, which take much longer than reading what the known ones use. */
const LOOK_EVERY = 5

export interface MemorySample {
  /** Sum over the processes of their greatest resident size. */
  peakBytes: number
  /** Resident size of all processes together, as it went: twenty times per second. */
  memory: number[]
}

/** Of what was not watched. */
export const NO_MEMORY: MemorySample = { peakBytes: Number.NaN, memory: [] }

/** Watches a process and all its descendants. The returned function ends it. */
export function sampleMemory(root: number): () => MemorySample {
  const peaks = new Map<number, number>()
  const memory: number[] = []
  let known: number[] = []
  let count = 0
  const sample = () => {
    let total = 0
    if (count++ % LOOK_EVERY === 0) known = tree(root)
    for (const pid of known) {
      const status = read(`/proc/${pid}/status`)
      peaks.set(pid, Math.max(peaks.get(pid) ?? 0, bytes(status, 'VmHWM')))
      total += bytes(status, 'VmRSS')
    }
    memory.push(total)
  }
  const timer = setInterval(sample, EVERY_MS)
  sample()
  return () => {
    clearInterval(timer)
    return { peakBytes: [...peaks.values()].reduce((sum, peak) => sum + peak, 0), memory }
  }
}

/** The process and its descendants, as they are now. */
function tree(root: number): number[] {
  const found = [root]
  for (const pid of found) found.push(...childrenOf(pid))
  return found
}

function childrenOf(pid: number): number[] {
  try {
    const threads = readdirSync(`/proc/${pid}/task`)
    return threads.flatMap((thread) => read(`/proc/${pid}/task/${thread}/children`).split(' ').filter(Boolean).map(Number))
  } catch {
    return []
  }
}

/** A field of a process's status, in bytes; 0 when the process is gone. */
function bytes(status: string, field: string): number {
  return Number(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(status)?.[1] ?? 0) * 1024
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
