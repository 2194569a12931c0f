import fc from 'fast-check'
import { expect, test } from 'vitest'
import { holm } from './holm.ts'
import { krippendorffAlpha } from './krippendorff-alpha.ts'
import { passAtK, passHatK } from './pass-at-k.ts'

test('pass@2 and pass^2 of [6,0,0,0,8,4] are 0.8 and 0.2', () => {
  const correct = [6, 0, 0, 0, 8, 4].filter((value) => value >= 1).length
  expect(passAtK(6, correct, 2)).toBeCloseTo(0.8, 12)
  expect(passHatK(6, correct, 2)).toBeCloseTo(0.2, 12)
})

test('too few trials have neither; the ends are exact', () => {
  expect([passAtK(1, 1, 2), passHatK(1, 1, 2)]).toEqual([null, null])
  expect([passAtK(5, 0, 3), passAtK(5, 5, 3), passHatK(5, 2, 3), passHatK(5, 5, 5)]).toEqual([0, 1, 0, 1])
})

test('pass^k never exceeds the rate, nor the rate pass@k', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 40 }), fc.nat(), fc.nat(), (n, a, b) => {
      const [correct, k] = [a % (n + 1), (b % n) + 1]
      return (passHatK(n, correct, k) ?? 2) <= correct / n + 1e-12 && correct / n <= (passAtK(n, correct, k) ?? -1) + 1e-12
    }),
  )
})

test("Krippendorff's alpha of his nominal example is 0.743", () => {
  const known = ['1 1 1', '2 2 3 2', '3 3 3 3', '3 3 3 3', '2 2 2 2', '1 2 3 4', '4 4 4 4', '1 1 2 1', '2 2 2 2', '5 5 5', '1 1', '3']
  expect(krippendorffAlpha(known.map((labels) => labels.split(' ')))).toBeCloseTo(0.743, 3)
})

test('alpha is 1 for perfect agreement, null for one label or nothing to compare', () => {
  expect(
    krippendorffAlpha([
      ['a', 'a'],
      ['b', 'b'],
    ]),
  ).toBe(1)
  expect(
    krippendorffAlpha([
      ['a', 'a'],
      ['a', 'a'],
    ]),
  ).toBeNull()
  expect(krippendorffAlpha([['a'], ['b']])).toBeNull()
  expect(krippendorffAlpha([])).toBeNull()
})

test("Holm's adjustment steps down, keeps the order and leaves null alone", () => {
  expect(holm([0.01, 0.04, 0.03, 0.005])).toEqual([0.03, 0.06, 0.06, 0.02])
  expect(holm([0.5, null, 0.02])).toEqual([0.5, null, 0.04])
  expect(holm([])).toEqual([])
})

test('an adjusted p is never below the raw one nor above 1', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true })), (pValues) =>
      holm(pValues).every((adjusted, index) => adjusted !== null && adjusted >= (pValues[index] ?? 2) && adjusted <= 1),
    ),
  )
})
