import { expect, test } from 'vitest'
import { littleDeviation } from './little-deviation.ts'

test('is 0 where requests in flight are rate × time, and says by how much they are off', () => {
  const found = { meanConcurrency: 5, requestsPerSecond: 10, meanMs: 500, requests: 100 }
  expect(littleDeviation(found)).toBe(0)
  expect(littleDeviation({ ...found, meanConcurrency: 6 })).toBeCloseTo(0.2, 12)
  expect(littleDeviation({ ...found, meanConcurrency: 4 })).toBeCloseTo(-0.2, 12)
})

test('is unknown below 30 requests, or without a time or a rate', () => {
  const found = { meanConcurrency: 5, requestsPerSecond: 10, meanMs: 500, requests: 30 }
  expect(littleDeviation({ ...found, requests: 29 })).toBeNull()
  expect(littleDeviation({ ...found, meanMs: null })).toBeNull()
  expect(littleDeviation({ ...found, requestsPerSecond: 0 })).toBeNull()
})
