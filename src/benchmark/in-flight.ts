/** How many requests are in flight, over time: two numbers per change. */
export class InFlight {
  #changes = new Float64Array(256)
  #length = 0
  #now = 0

  get now(): number {
    return this.#now
  }

  change(by: 1 | -1, atMs: number): void {
    if (this.#length === this.#changes.length) {
      const grown = new Float64Array(this.#length * 2)
      grown.set(this.#changes)
      this.#changes = grown
    }
    this.#now += by
    this.#changes[this.#length] = atMs
    this.#changes[this.#length + 1] = this.#now
    this.#length += 2
  }

  /** Mean by time, and the most, from one time to another. 0 for a span without length. */
  between(fromMs: number, toMs: number): { mean: number; peak: number } {
    let area = 0
    let peak = 0
    let level = 0
    let sinceMs = fromMs
    for (let place = 0; place < this.#length; place += 2) {
      const atMs = this.#changes[place] as number
      if (atMs >= toMs) break
      if (atMs > sinceMs) {
        area += level * (atMs - sinceMs)
        peak = Math.max(peak, level)
        sinceMs = atMs
      }
      level = this.#changes[place + 1] as number
    }
    if (toMs <= fromMs) return { mean: 0, peak: 0 }
    return { mean: (area + level * (toMs - sinceMs)) / (toMs - fromMs), peak: Math.max(peak, level) }
  }
}
