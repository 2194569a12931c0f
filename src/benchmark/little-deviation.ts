const LEAST = 30

/**
 * How far the mean number of requests in flight is from rate × mean time in flight, relative to the latter (Little's law): 0 where they agree, positive
 * where more were in flight than the times say. `null` below 30 requests, or without a rate or a time.
 */
export function littleDeviation(found: {
  meanConcurrency: number
  requestsPerSecond: number
  meanMs: number | null
  requests: number
}): number | null {
  const expected = (found.requestsPerSecond * (found.meanMs ?? 0)) / 1_000
  return found.requests < LEAST || !(expected > 0) ? null : found.meanConcurrency / expected - 1
}
