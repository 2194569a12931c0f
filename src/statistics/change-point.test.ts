import fc from 'fast-check'
import { expect, test } from 'vitest'
import { seededRandom } from '../random/seeded-random.ts'
import { changePoint } from './change-point.ts'

const find = (values: readonly number[]) => changePoint(values, seededRandom('change'), 999)

test('a change of level is found where it is, whatever the scale', () => {
  const values = [10, 12, 11, 10.5, 11.5, 10.2, 20, 22, 21, 20.5, 21.5, 20.2]
  expect(find(values)?.indexes).toEqual([6])
  expect(find(values)?.pValue).toBeLessThan(0.02)
  expect(find(values.map((value) => Math.exp(value)))).toEqual(find(values))
  expect(find(values.map((value) => -value))).toEqual(find(values))
})

test('a single outlier is no change', () => {
  expect(find([10, 12, 11, 10.5, 1_000, 11.5, 10.2, 11.2, 10.4, 11.9])?.pValue).toBeGreaterThan(0.1)
})

test('values that are all equal have not changed; fewer than eight say nothing', () => {
  expect(find([5, 5, 5, 5, 5, 5, 5, 5])?.pValue).toBe(1)
  expect(find([1, 1, 1, 1, 9, 9, 9])).toBeNull()
})

test('a stretch that differs from both sides has two ends', () => {
  const values = [10, 12, 11, 10.5, 11.5, 20, 22, 21, 20.5, 21.5, 10.2, 11.2, 10.7, 11.9, 10.1]
  expect(find(values)?.indexes).toEqual([5, 10])
  expect(find(values)?.pValue).toBeLessThan(0.05)
})

test('what differs, and what it differs from, are two values at least', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 8, maxLength: 30 }), (values) => {
      const { indexes } = changePoint(values, seededRandom(1), 9) ?? { indexes: [] }
      const [from = 0, to = values.length] = indexes.length === 2 ? indexes : [0, ...indexes]
      return indexes.length > 0 && to - from >= 2 && values.length - (to - from) >= 2
    }),
  )
})
