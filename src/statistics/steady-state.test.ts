import { expect, test } from 'vitest'
import { seededRandom } from '../random/seeded-random.ts'
import { steadyFrom } from './steady-state.ts'

const random = seededRandom('steady')
const noise = () => 100 * Math.exp(0.2 * random.normal())

test('a warm-up is cut off where it ends', () => {
  const values = Array.from({ length: 200 }, (_, i) => noise() + (i < 40 ? 400 - 10 * i : 0))
  const from = steadyFrom(values) ?? -1
  expect(from).toBeGreaterThanOrEqual(25)
  expect(from).toBeLessThanOrEqual(80)
})

test('what grows to the end never is steady', () => {
  expect(steadyFrom(Array.from({ length: 200 }, (_, i) => noise() + 5 * i))).toBeNull()
})

test('a single stall in the middle is no warm-up', () => {
  const even = Array.from({ length: 100 }, (_, i) => 100 + (i % 2))
  even[42] = 5_000
  expect(steadyFrom(even)).toBe(0)
})

test('values that are all equal are steady from the first; fewer than 100 say nothing', () => {
  expect(steadyFrom(new Float64Array(100).fill(3))).toBe(0)
  expect(steadyFrom(new Float64Array(99).fill(3))).toBeNull()
})
