import type { ClientMemory } from '../schema/benchmark-report.ts'
import { collectGarbage } from './collect-garbage.ts'

/** Between two looks at the memory. A look takes some tens of microseconds. */
const EVERY_MS = 100

/** Watches the memory of this process from `start` to `stop`. Both force a collection, which stops everything for some milliseconds: outside of what is measured. */
export class MemoryWatch {
  #heapBefore: number | null = null
  #peakHeapBytes = 0
  #peakRssBytes = 0
  #samples = 0
  #timer: NodeJS.Timeout | null = null

  start(): void {
    this.#heapBefore = heapInUse()
    this.#look()
    this.#timer = setInterval(() => this.#look(), EVERY_MS)
    this.#timer.unref()
  }

  /** What was seen since `start`. */
  stop(): ClientMemory {
    if (this.#timer) clearInterval(this.#timer)
    this.#look()
    const after = heapInUse()
    const retainedHeapBytes = this.#heapBefore === null || after === null ? null : after - this.#heapBefore
    return { retainedHeapBytes, peakHeapBytes: this.#peakHeapBytes, peakRssBytes: this.#peakRssBytes, samples: this.#samples }
  }

  #look(): void {
    const { heapUsed, rss } = process.memoryUsage()
    this.#peakHeapBytes = Math.max(this.#peakHeapBytes, heapUsed)
    this.#peakRssBytes = Math.max(this.#peakRssBytes, rss)
    this.#samples++
  }
}

/** Once nothing is left that could be collected; `null`: nobody can say. */
function heapInUse(): number | null {
  return collectGarbage() ? process.memoryUsage().heapUsed : null
}
