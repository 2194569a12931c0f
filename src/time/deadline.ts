// Held from before a test can put fake timers in its place.
const later = setTimeout
const clock = performance.now.bind(performance)

interface Entry {
  dueMs: number
  late(): void
}

/** Time-outs of one length, in the order in which they end: one timer serves them all, and giving one up costs next to nothing. */
class Deadlines {
  readonly #lengthMs: number
  readonly #open = new Set<Entry>()
  #timer: NodeJS.Timeout | null = null

  constructor(lengthMs: number) {
    this.#lengthMs = lengthMs
  }

  start(late: () => void): () => void {
    const entry = { dueMs: clock() + this.#lengthMs, late }
    this.#open.add(entry)
    if (this.#open.size === 1) this.#keepAlive()
    return () => {
      this.#open.delete(entry)
      if (this.#open.size === 0) this.#timer?.unref()
    }
  }

  #keepAlive(): void {
    if (this.#timer) this.#timer.ref()
    else this.#wake(this.#lengthMs)
  }

  #wake(delayMs: number): void {
    this.#timer = later(() => this.#look(), delayMs)
  }

  #look(): void {
    this.#timer = null
    const now = clock()
    for (const entry of this.#open) {
      if (entry.dueMs > now) {
        // What began meanwhile may have set it.
        if (!this.#timer) this.#wake(Math.ceil(entry.dueMs - now))
        return
      }
      this.#open.delete(entry)
      entry.late()
    }
  }
}

const byLength = new Map<number, Deadlines>()

/** Calls `late` after so many milliseconds, unless the function that it returns is called before. */
export function deadline(lengthMs: number, late: () => void): () => void {
  let deadlines = byLength.get(lengthMs)
  if (!deadlines) byLength.set(lengthMs, (deadlines = new Deadlines(lengthMs)))
  return deadlines.start(late)
}
