/** What is used counts for a minute and a half to a whole second more: not every way to a server takes equally long, the first least of all. */
const SLOT_MS = 500
const SLOTS = 122

/** How much of something was used in the last minute, kept by half seconds. Times are milliseconds of one monotonic clock. */
export class RecentUse {
  readonly #slots = new Float64Array(SLOTS)
  /** Half seconds since the clock's start, up to the last that was looked at. */
  #newest = 0
  #sum = 0

  /** `atMs`: when it was used. What is longer ago than a minute does not count. */
  add(amount: number, atMs: number, nowMs: number): void {
    this.#forget(nowMs)
    const slot = Math.min(slotOf(atMs), this.#newest)
    if (slot <= this.#newest - SLOTS) return
    this.#slots[slot % SLOTS] = this.#at(slot) + amount
    this.#sum += amount
  }

  /** Milliseconds until no more than `room` is left of what was used; 0: it is so. */
  waitMs(room: number, nowMs: number): number {
    this.#forget(nowMs)
    let left = this.#sum
    let slot = Math.max(0, this.#newest - SLOTS + 1)
    for (; left > room && slot <= this.#newest; slot++) left -= this.#at(slot)
    return this.#sum <= room ? 0 : (slot - 1 + SLOTS) * SLOT_MS - nowMs
  }

  #at(slot: number): number {
    return this.#slots[slot % SLOTS] as number
  }

  /** A clock that jumps back changes nothing. */
  #forget(nowMs: number): void {
    const now = slotOf(nowMs)
    for (let slot = Math.max(this.#newest + 1, now - SLOTS + 1); slot <= now; slot++) {
      this.#sum -= this.#at(slot)
      this.#slots[slot % SLOTS] = 0
    }
    this.#newest = Math.max(this.#newest, now)
  }
}

const slotOf = (ms: number): number => Math.floor(ms / SLOT_MS)
