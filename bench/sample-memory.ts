import { readdirSync, readFileSync } from 'node:fs'

const EVERY_MS = 50

/** Watches a process and all its descendants. The returned function ends it: the sum of their greatest resident sizes, in bytes. */
export function sampleMemory(root: number): () => number {
  const peaks = new Map<number, number>()
  const sample = () => {
    for (const pid of tree(root)) peaks.set(pid, Math.max(peaks.get(pid) ?? 0, highWater(pid)))
  }
  const timer = setInterval(sample, EVERY_MS)
  sample()
  return () => {
    clearInterval(timer)
    return [...peaks.values()].reduce((sum, bytes) => sum + bytes, 0)
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

/** The greatest resident size that a process has had, in bytes; 0 when it is gone. */
function highWater(pid: number): number {
  return Number(/^VmHWM:\s+(\d+) kB/m.exec(read(`/proc/${pid}/status`))?.[1] ?? 0) * 1024
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
