import type { BenchClock } from '../load/bench-clock.ts'

interface Sleeper {
  atMs: number
  wake(): void
}

/** A clock whose time passes only while everybody sleeps: hours of load in no time, exact to the digit. */
export class VirtualClock implements BenchClock {
  #nowMs = 1_000
  readonly #sleepers = new Set<Sleeper>()

  now(): number {
    return this.#nowMs
  }

  sleepUntil(atMs: number, { signal }: { signal?: AbortSignal } = {}): Promise<void> {
    if (atMs <= this.#nowMs || signal?.aborted) return Promise.resolve()
    return new Promise((resolve) => {
      const sleeper: Sleeper = { atMs, wake: () => (this.#sleepers.delete(sleeper), resolve()) }
      this.#sleepers.add(sleeper)
      signal?.addEventListener('abort', () => sleeper.wake(), { once: true })
    })
  }

  /** Lets time pass until the work is done. Rejects where nobody sleeps and the work is not done all the same. */
  async play<T>(work: Promise<T>): Promise<T> {
    const state = { isDone: false }
    const done = () => void (state.isDone = true)
    work.then(done, done)
    for (let idle = 0; ;) {
      await new Promise((resolve) => setImmediate(resolve))
      await new Promise((resolve) => setImmediate(resolve))
      if (state.isDone) break
      const [next] = [...this.#sleepers].sort((a, b) => a.atMs - b.atMs)
      if (!next && ++idle > 1_000) throw new Error('nobody sleeps, and the work is not done')
      if (!next) continue
      idle = 0
      this.#nowMs = Math.max(this.#nowMs, next.atMs)
      next.wake()
    }
    return work
  }
}
