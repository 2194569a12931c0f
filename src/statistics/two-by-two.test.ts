import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cohenKappa, matthewsCorrelation } from './two-by-two.ts'

test('known values', () => {
  const table = { yesYes: 20, yesNo: 5, noYes: 10, noNo: 15 }
  expect(cohenKappa(table)).toBeCloseTo(0.4, 12)
  expect(matthewsCorrelation(table)).toBeCloseTo((20 * 15 - 5 * 10) / Math.sqrt(25 * 30 * 25 * 20), 12)
})

test('an empty margin says nothing', () => {
  expect(cohenKappa({ yesYes: 5, yesNo: 0, noYes: 0, noNo: 0 })).toBeNull()
  expect(matthewsCorrelation({ yesYes: 5, yesNo: 3, noYes: 0, noNo: 0 })).toBeNull()
  expect(cohenKappa({ yesYes: 0, yesNo: 0, noYes: 0, noNo: 0 })).toBeNull()
})

test('both lie in −1..1, and MCC turns its sign with one rater', () => {
  const cell = fc.integer({ min: 1, max: 500 })
  fc.assert(
    fc.property(cell, cell, cell, cell, (yesYes, yesNo, noYes, noNo) => {
      const table = { yesYes, yesNo, noYes, noNo }
      const mcc = matthewsCorrelation(table) ?? Number.NaN
      expect(Math.abs(cohenKappa(table) ?? Number.NaN)).toBeLessThanOrEqual(1)
      expect(Math.abs(mcc)).toBeLessThanOrEqual(1)
      expect(matthewsCorrelation({ yesYes: noYes, yesNo: noNo, noYes: yesYes, noNo: yesNo })).toBeCloseTo(-mcc, 12)
    }),
  )
})

test('both are 1 where all agree', () => {
  const table = { yesYes: 3, yesNo: 0, noYes: 0, noNo: 4 }
  expect([cohenKappa(table), matthewsCorrelation(table)]).toEqual([1, expect.closeTo(1, 12)])
})
