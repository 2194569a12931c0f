import fc from 'fast-check'
import { expect, test } from 'vitest'
import { seededRandom } from '../random/seeded-random.ts'
import { BettingSequence, bettingInterval } from './betting-sequence.ts'

const wealthOf = (scores: readonly number[], bound: number, planned = scores.length) => {
  const sequence = new BettingSequence(bound, planned)
  for (const score of scores) sequence.add(score)
  return sequence.wealth
}
const scores = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 60 })
const bounds = fc.double({ min: 0, max: 1, noNaN: true })

test('scores above the bound refute that the mean is at most the bound, those below the other', () => {
  const ones = wealthOf(
    Array.from({ length: 30 }, () => 1),
    0.5,
  )
  expect(ones.above).toBeGreaterThan(20)
  expect(ones.below).toBe(1)
  const zeros = wealthOf(
    Array.from({ length: 30 }, () => 0),
    0.5,
  )
  expect(zeros).toEqual({ above: ones.below, below: ones.above })
})

test('one bet on a fair coin neither wins nor loses on average, whatever came before', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(0, 1), { maxLength: 40 }), (before) => {
      const current = (last: number[]): number => {
        const sequence = new BettingSequence(0.5, 100)
        for (const score of [...before, ...last]) sequence.add(score)
        return sequence.current.above
      }
      return Math.abs((current([0]) + current([1])) / 2 - current([])) < 1e-9 * Math.max(1, current([]))
    }),
  )
})

test('wealth never shrinks below what it was, is mirrored by the scores, and is that of the bound cut to 0..1', () => {
  fc.assert(
    fc.property(scores, bounds, (list, bound) => {
      const { above, below } = wealthOf(list, bound, 80)
      const mirrored = wealthOf(
        list.map((score) => 1 - score),
        1 - bound,
        80,
      )
      const near = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-6 * Math.max(1, a)
      return above >= 1 && below >= 1 && near(above, mirrored.below) && near(below, mirrored.above)
    }),
  )
  expect(wealthOf([0.5, 0.5], 1.5)).toEqual(wealthOf([0.5, 0.5], 1))
})

test('the interval contains the mean, narrows with the cases and is 0..1 without any', () => {
  expect(bettingInterval([], 100, 0.95)).toEqual({ low: 0, high: 1 })
  const random = seededRandom('betting interval')
  const list = Array.from({ length: 300 }, () => Number(random.next() < 0.8))
  const [few, all] = [bettingInterval(list.slice(0, 50), 300, 0.95), bettingInterval(list, 300, 0.95)]
  expect(all.low).toBeLessThan(0.8)
  expect(all.high).toBeGreaterThan(0.8)
  expect(all.high - all.low).toBeLessThan(few.high - few.low)
  expect(all.high - all.low).toBeLessThan(0.15)
})

test('a score that is not in 0..1 is refused', () => {
  const sequence = new BettingSequence(0.5, 10)
  for (const score of [-0.1, 1.1, Number.NaN]) expect(() => sequence.add(score)).toThrow(`a bet needs a score in 0..1, found ${score}`)
})

test('the interval is that of a look at every point of the grid; missing scores are the worst for either end', () => {
  const scoreOrNone = fc.oneof(fc.constantFrom(0, 1), fc.double({ min: 0, max: 1, noNaN: true }), fc.constant(null))
  fc.assert(
    fc.property(fc.array(scoreOrNone, { maxLength: 40 }), (list) => {
      const refuted = (bound: number, side: 'above' | 'below', missing: number): boolean =>
        wealthOf(
          list.map((score) => score ?? missing),
          bound,
          50,
        )[side] >= 20
      let [low, high] = [0, 1_000]
      while (low < 1_000 && refuted((low + 1) / 1_000, 'above', 0)) low++
      while (high > low && refuted((high - 1) / 1_000, 'below', 1)) high--
      expect(bettingInterval(list, 50, 0.9)).toEqual({ low: low / 1_000, high: high / 1_000 })
    }),
    { numRuns: 30 },
  )
})
