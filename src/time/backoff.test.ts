import { expect, test } from 'vitest'
import { backoffMs } from './backoff.ts'

test('the longest delay doubles with each attempt up to the cap', () => {
  const longest = (attempt: number) => backoffMs(attempt, { baseMs: 500, capMs: 3_000, random: () => 0.999_999 })
  expect([1, 2, 3, 4, 50].map(longest)).toEqual([499, 999, 1_999, 2_999, 2_999])
})

test('jitter reaches down to no delay at all', () => {
  expect(backoffMs(3, { baseMs: 500, capMs: 3_000, random: () => 0 })).toBe(0)
})
