import type { Reply } from '../schema/call.ts'

/**
 * The time that calls took when they were asked, where journal or tape answers them by now. Calls that were made side by side count as the longest
 * of them; a call that joins one in flight counts what it did not wait for itself.
 */
export class RecordedTime {
  #aheadMs = 0

  /** How much later it would be by now. */
  get aheadMs(): number {
    return this.#aheadMs
  }

  async during(asking: () => Promise<Reply>): Promise<Reply> {
    const start = performance.now() + this.#aheadMs
    const reply = await asking()
    const { reused, replayed, completion } = reply
    const recordedMs = reused || replayed ? (completion.timings.latencyMs ?? 0) : 0
    this.#aheadMs = Math.max(this.#aheadMs, start + recordedMs - performance.now())
    return reply
  }
}
