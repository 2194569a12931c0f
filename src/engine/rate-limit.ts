import { RecentUse } from './recent-use.ts'

/** How many of something may be used per minute. `null`: no limit. Times are milliseconds of one monotonic clock. */
export interface RateLimit {
  /** Milliseconds until so much may be taken; 0: now. */
  waitMs(nowMs: number, amount?: number): number
  /** Uses some: more than is left makes a debt that is waited for. */
  take(amount: number, nowMs: number): void
  /** What was taken turns out to be more, or less. */
  correct(difference: number, takenAtMs: number, nowMs: number): void
}

const UNLIMITED: RateLimit = { waitMs: () => 0, take: () => undefined, correct: () => undefined }

/**
 * No 60 seconds see more than a minute's allowance. It is spread by a token bucket that holds at most one second's worth (at least one), so that it
 * is not spent in a burst. What is more than a whole minute allows starts when nothing was used for a minute; no debt is larger than a minute's worth.
 */
export function rateLimit(perMinute: number | null): RateLimit {
  if (perMinute === null) return UNLIMITED
  const perMs = perMinute / 60_000
  const most = Math.max(1, perMinute / 60)
  const inMinute = Math.ceil(perMinute)
  const recent = new RecentUse()
  let left = most
  let filledAt: number | null = null
  const fill = (nowMs: number) => {
    if (filledAt !== null) left = Math.min(most, left + Math.max(0, nowMs - filledAt) * perMs)
    filledAt = nowMs
  }
  const spread = (amount: number): number => {
    const needed = Math.min(amount, most)
    return left > 0 && left >= needed ? 0 : Math.ceil((needed - left) / perMs) + (needed > 0 ? 0 : 1)
  }
  const use = (amount: number, atMs: number, nowMs: number): void => {
    fill(nowMs)
    left = Math.max(-perMinute, Math.min(most, left - amount))
    recent.add(amount, atMs, nowMs)
  }
  return {
    waitMs(nowMs, amount = 0) {
      fill(nowMs)
      return Math.max(spread(amount), recent.waitMs(Math.max(0, inMinute - amount), nowMs))
    },
    take: (amount, nowMs) => use(amount, nowMs, nowMs),
    correct: use,
  }
}
