import { expect, test } from 'vitest'
import { seededRandom } from './seeded-random.ts'

test('the same seed gives the same stream, another seed another', () => {
  const stream = (...seed: (string | number)[]) => Array.from({ length: 5 }, seededRandom(...seed).next)
  expect(stream('a', 1)).toEqual(stream('a', 1))
  expect(stream('a', 1)).not.toEqual(stream('a1'))
})

test('numbers are uniform in [0, 1) and normal ones have mean 0 and variance 1', () => {
  const random = seededRandom('moments')
  const mean = (list: number[]) => list.reduce((sum, x) => sum + x, 0) / list.length
  const uniform = Array.from({ length: 20_000 }, random.next)
  expect(Math.min(...uniform)).toBeGreaterThanOrEqual(0)
  expect(Math.max(...uniform)).toBeLessThan(1)
  expect(mean(uniform)).toBeCloseTo(0.5, 1)
  const normal = Array.from({ length: 20_000 }, random.normal)
  expect(mean(normal)).toBeCloseTo(0, 1)
  expect(mean(normal.map((x) => x * x))).toBeCloseTo(1, 1)
})

test('a shuffle keeps every item and leaves the list as it was', () => {
  const list = Array.from({ length: 50 }, (_, i) => i)
  const shuffled = seededRandom('s').shuffle(list)
  expect(shuffled).not.toEqual(list)
  expect([...shuffled].sort((a, b) => a - b)).toEqual(list)
})

test('integers include both ends', () => {
  const random = seededRandom('ends')
  expect([...new Set(Array.from({ length: 100 }, () => random.int(1, 3)))].sort()).toEqual([1, 2, 3])
})

test('every one of 32 bits is set half of the time', () => {
  const random = seededRandom('bits')
  const counts = Array.from({ length: 32 }, () => 0)
  for (let draw = 0; draw < 4_000; draw++) {
    const bits = random.bits()
    for (let bit = 0; bit < 32; bit++) counts[bit] = (counts[bit] ?? 0) + ((bits >>> bit) & 1)
  }
  for (const count of counts) expect(Math.abs(count / 4_000 - 0.5)).toBeLessThan(0.04)
})
