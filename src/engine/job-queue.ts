/** First in, first out, without moving all others each time. */
export class JobQueue<T> {
  #items: (T | undefined)[] = []
  /** Items from here on wait; what lies before has been taken. */
  #head = 0

  get size(): number {
    return this.#items.length - this.#head
  }

  push(item: T): void {
    this.#items.push(item)
  }

  /** The next one, left where it is. */
  peek(): T | undefined {
    return this.#items[this.#head]
  }

  shift(): T | undefined {
    if (this.#head === this.#items.length) return undefined
    const item = this.#items[this.#head]
    // What has been taken is not kept alive: it would survive the young generation with all that hangs on it.
    this.#items[this.#head++] = undefined
    if (this.#head >= 1_024) {
      this.#items.splice(0, this.#head)
      this.#head = 0
    }
    return item
  }

  /** Takes all. */
  drain(): T[] {
    const rest = this.#items.slice(this.#head) as T[]
    this.#items = []
    this.#head = 0
    return rest
  }
}
