/** How many of something may be used per minute. `null`: no limit. */
export interface RateLimit {
  /** Milliseconds until `take` may be called; 0: now. `whole`: not before so much is there; without it, as soon as no debt is left. */
  waitMs(nowMs: number, whole?: number): number
  /** Uses some: more than is left makes a debt that is waited for; less than 0 gives some back. */
  take(amount: number, nowMs: number): void
}

/** A token bucket that holds at most one second's worth (at least one), so that a minute's allowance is not spent in a burst. */
export function rateLimit(perMinute: number | null): RateLimit {
  if (perMinute === null) return { waitMs: () => 0, take: () => undefined }
  const perMs = perMinute / 60_000
  const most = Math.max(1, perMinute / 60)
  let left = most
  let filledAt: number | null = null
  const fill = (nowMs: number) => {
    if (filledAt !== null) left = Math.min(most, left + Math.max(0, nowMs - filledAt) * perMs)
    filledAt = nowMs
  }
  return {
    waitMs(nowMs, whole = 0) {
      fill(nowMs)
      return left > 0 && left >= whole ? 0 : Math.ceil((whole - left) / perMs) + (whole > 0 ? 0 : 1)
    },
    take(amount, nowMs) {
      fill(nowMs)
      left = Math.min(most, left - amount)
    },
  }
}
