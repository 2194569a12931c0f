import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ecdf } from './ecdf.ts'

const of = (values: readonly number[]) => {
  const sorted = values.toSorted((a, b) => a - b)
  return ecdf(sorted.length, (rank) => sorted[rank] as number)
}

test('few values stand as they are, equal ones once', () => {
  expect(of([3, 1, 3, 2])).toEqual([
    { value: 1, share: 0.25 },
    { value: 2, share: 0.5 },
    { value: 3, share: 1 },
  ])
  expect(of([])).toEqual([])
})

test('many values give up to 200 points, ascending from the least to the greatest, denser in the upper tail', () => {
  fc.assert(
    fc.property(fc.integer({ min: 201, max: 20_000 }), (n) => {
      const points = of(Array.from({ length: n }, (_, i) => i * i))
      const rising = points.every((point, i) => i === 0 || (point.value > points[i - 1]!.value && point.share > points[i - 1]!.share))
      return rising && points.length <= 200 && points[0]!.value === 0 && points.at(-1)!.value === (n - 1) ** 2 && points.at(-1)!.share === 1
    }),
  )
  const tail = of(Array.from({ length: 100_000 }, (_, i) => i)).filter(({ share }) => share > 0.999 && share < 1)
  expect(tail.length).toBeGreaterThan(10)
})
