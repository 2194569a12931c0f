import { expect, test } from 'vitest'
import { seededRandom } from '../random/seeded-random.ts'
import { normalQuantile } from './normal-distribution.ts'
import { plannedLooks } from './planned-looks.ts'

test('five looks at equal steps, strict at first', () => {
  const looks = plannedLooks(100)
  expect(looks.map(({ cases }) => cases)).toEqual([20, 40, 60, 80, 100])
  const bounds = looks.map(({ level }) => normalQuantile((1 + level) / 2))
  bounds.forEach((bound, index) => expect(bound).toBeCloseTo(1.751 * Math.sqrt(5 / (index + 1)), 6))
})

test('few cases have fewer looks, the last at all of them', () => {
  expect(plannedLooks(3).map(({ cases }) => cases)).toEqual([1, 2, 3])
  expect(plannedLooks(1).map(({ cases }) => cases)).toEqual([1])
  expect(plannedLooks(0)).toEqual([])
})

test('a random walk crosses any of the five one-sided bounds in 5 % of the runs', () => {
  const random = seededRandom('looks')
  const bounds = plannedLooks(5).map(({ level }) => normalQuantile((1 + level) / 2))
  const runs = 20_000
  let crossed = 0
  for (let run = 0; run < runs; run++) {
    let sum = 0
    let isOver = false
    for (let look = 1; look <= 5; look++) {
      sum += random.normal()
      if (sum / Math.sqrt(look) > (bounds[look - 1] ?? Infinity)) isOver = true
    }
    if (isOver) crossed++
  }
  expect(Math.abs(crossed / runs - 0.05)).toBeLessThan(0.005)
})
