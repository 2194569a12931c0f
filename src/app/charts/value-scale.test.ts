import fc from 'fast-check'
import { expect, test } from 'vitest'
import { evenTicks, powerTicks, valueScale } from './value-scale.ts'

const bounds = fc.tuple(fc.double({ min: 1e-6, max: 1e6, noNaN: true }), fc.double({ min: 1.01, max: 1e6, noNaN: true }))

test('ticks lie between the ends and are no more than there is room for', () => {
  fc.assert(
    fc.property(bounds, fc.integer({ min: 2, max: 12 }), ([from, factor], most) => {
      for (const ticks of [evenTicks(from, from * factor, most), powerTicks(from, from * factor, most)]) {
        expect(ticks.length).toBeLessThanOrEqual(most + 1)
        for (const tick of ticks) {
          expect(tick).toBeGreaterThanOrEqual(from * (1 - 1e-6))
          expect(tick).toBeLessThanOrEqual(from * factor * (1 + 1e-6))
        }
        expect(ticks).toEqual([...new Set(ticks)].sort((a, b) => a - b))
      }
    }),
  )
})

test('an axis begins at nothing unless values lie far apart', () => {
  expect(valueScale([{ low: 100, high: 1_000 }], 400)).toMatchObject({ from: 0, to: 1_000, logarithmic: false, ticks: [0, 500, 1_000] })
  expect(
    valueScale(
      [
        { low: 10, high: 90 },
        { low: 400, high: 3_000 },
      ],
      600,
    ),
  ).toMatchObject({ from: 10, to: 3_000, logarithmic: true, ticks: [10, 30, 100, 300, 1_000, 3_000] })
  expect(valueScale([], 400).to).toBeGreaterThan(0)
})
