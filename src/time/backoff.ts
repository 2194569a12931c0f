export interface BackoffOptions {
  /** Longest delay after the first failure. */
  baseMs: number
  /** The delay never exceeds this. */
  capMs: number
  /** Uniform in [0, 1). */
  random: () => number
}

/**
 * Delay before attempt `attempt + 1` (attempts count from 1): exponential with full jitter, uniform in [0, min(cap, base·2^(attempt−1))).
 * Source: M. Brooker, “Exponential Backoff and Jitter”, AWS Architecture Blog, 2015.
 */
export function backoffMs(attempt: number, { baseMs, capMs, random }: BackoffOptions): number {
  return Math.floor(random() * Math.min(capMs, baseMs * 2 ** (attempt - 1)))
}
