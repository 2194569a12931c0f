import type { ServerSettings } from './server-settings.ts'

/** Who is served, and who waits for it, in the order of arrival. */
export class ServiceDesk {
  readonly #slots: number
  readonly #slowdown: number
  readonly #waiting = new Set<() => void>()
  #serving = 0

  constructor(service: ServerSettings['service']) {
    this.#slots = service?.slots ?? Number.POSITIVE_INFINITY
    this.#slowdown = service?.slowdown ?? 0
  }

  get isFull(): boolean {
    return this.#serving >= this.#slots
  }

  get waiting(): number {
    return this.#waiting.size
  }

  /** How many times longer everything takes now: each request that is served beside adds `slowdown`. */
  get stretch(): number {
    return 1 + this.#slowdown * Math.max(0, this.#serving - 1)
  }

  /** Starts as soon as there is a place, at once where there is one. Gives a way to leave, waiting or served. */
  enter(start: (hasWaited: boolean) => void): () => void {
    let isServed = false
    const serve = (hasWaited: boolean) => {
      isServed = true
      this.#serving++
      start(hasWaited)
    }
    const begin = () => serve(true)
    if (!this.isFull) serve(false)
    else this.#waiting.add(begin)
    return () => {
      if (!isServed) return void this.#waiting.delete(begin)
      this.#serving--
      const [next] = this.#waiting
      if (!next) return
      this.#waiting.delete(next)
      next()
    }
  }
}
