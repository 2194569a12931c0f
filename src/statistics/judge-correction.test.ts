import fc from 'fast-check'
import { expect, test } from 'vitest'
import { seededRandom } from '../random/seeded-random.ts'
import { judgeCorrectedShare, judgeCorrection, resampleLabels } from './judge-correction.ts'
import { wilsonInterval } from './wilson-interval.ts'
import type { TwoByTwo } from './two-by-two.ts'

/** One answer, as a person and the judge saw it. */
const labelled = (person: boolean, judge: boolean): TwoByTwo => ({
  yesYes: Number(judge && person),
  yesNo: Number(judge && !person),
  noYes: Number(!judge && person),
  noNo: Number(!judge && !person),
})

test('a judge without errors needs no correction', () => {
  expect(judgeCorrectedShare(0.7, { yesYes: 5, yesNo: 0, noYes: 0, noNo: 5 })).toBeCloseTo(0.7, 12)
})

test('a lenient judge is corrected downwards: of 0.8 with sensitivity 1 and specificity 0.5 only 0.6 are right', () => {
  expect(judgeCorrectedShare(0.8, { yesYes: 10, yesNo: 5, noYes: 0, noNo: 5 })).toBeCloseTo(0.6, 12)
  expect(judgeCorrectedShare(0.4, { yesYes: 10, yesNo: 5, noYes: 0, noNo: 5 })).toBe(0)
})

test('nothing is said from labels of one kind, or of a judge no better than chance', () => {
  expect(judgeCorrectedShare(0.8, { yesYes: 10, yesNo: 0, noYes: 1, noNo: 0 })).toBeNull()
  expect(judgeCorrectedShare(0.8, { yesYes: 0, yesNo: 3, noYes: 0, noNo: 7 })).toBeNull()
  expect(judgeCorrectedShare(0.8, { yesYes: 5, yesNo: 5, noYes: 5, noNo: 5 })).toBeNull()
  expect(judgeCorrection([], resampleLabels([{ yesYes: 1, yesNo: 0, noYes: 0, noNo: 1 }], []))).toBeNull()
  expect(judgeCorrection([1, 0], resampleLabels([], []))).toBeNull()
})

test('the corrected share stays in 0..1 and grows with the share', () => {
  const count = fc.integer({ min: 0, max: 30 })
  fc.assert(
    fc.property(
      fc.record({ yesYes: count, yesNo: count, noYes: count, noNo: count }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (labels, share) => {
        const [less, more] = [judgeCorrectedShare(share / 2, labels), judgeCorrectedShare(share, labels)]
        return less === null || more === null ? less === more : less >= 0 && more <= 1 && less <= more
      },
    ),
  )
})

test('the interval covers what people would find', () => {
  const random = seededRandom('judge')
  const runs = 60
  let covered = 0
  for (let run = 0; run < runs; run++) {
    const judged = (isRight: boolean): boolean => (isRight ? random.next() < 0.95 : random.next() < 0.3)
    const scores = Array.from({ length: 80 }, () => Number(judged(random.next() < 0.7)))
    const labels = Array.from({ length: 100 }, (): TwoByTwo => {
      const person = random.next() < 0.7
      return labelled(person, judged(person))
    })
    const found = judgeCorrection(scores, resampleLabels(labels, [run]))
    if (found && found.low <= 0.7 && 0.7 <= found.high) covered++
  }
  expect(covered / runs).toBeGreaterThanOrEqual(0.95 - 3 * Math.sqrt((0.95 * 0.05) / runs))
})

test('a judge that passed all answers, or none, leaves as much open as the answers themselves', () => {
  const table = (yesYes: number, yesNo: number, noYes: number, noNo: number) => ({ yesYes, yesNo, noYes, noNo })
  const lenient = [
    ...Array.from({ length: 38 }, () => table(1, 0, 0, 0)),
    ...Array.from({ length: 22 }, (_, i) => table(0, Number(i < 4), 0, Number(i >= 4))),
  ]
  const labels = resampleLabels(lenient, ['lenient'])
  const all = judgeCorrection(Array(20).fill(1), labels)
  const raw = wilsonInterval(20, 20)
  expect(all).toMatchObject({ value: 1, high: 1 })
  expect(all?.low).toBeLessThan(raw.low)
  expect(all?.low).toBeGreaterThan(0.7)
  const strict = resampleLabels(
    lenient.map(({ yesYes, yesNo, noYes, noNo }) => table(noNo, noYes, yesNo, yesYes)),
    ['strict'],
  )
  const none = judgeCorrection(Array(20).fill(0), strict)
  expect(none).toMatchObject({ value: 0, low: 0 })
  expect(none?.high).toBeGreaterThan(wilsonInterval(0, 20).high)
  const half = judgeCorrection(Array(20).fill(0.5), resampleLabels([table(5, 0, 0, 5)], []))
  expect(half?.low).toBeCloseTo(wilsonInterval(10, 20).low, 2)
  expect(half?.high).toBeCloseTo(wilsonInterval(10, 20).high, 2)
})

test('the interval covers what people would find where the judge passes nearly all', () => {
  const random = seededRandom('nearly all')
  const runs = 200
  let covered = 0
  for (let run = 0; run < runs; run++) {
    const judged = (isRight: boolean): boolean => isRight || random.next() < 0.2
    const scores = Array.from({ length: 20 }, () => Number(judged(random.next() < 0.96)))
    const labels = Array.from({ length: 60 }, (): TwoByTwo => {
      const person = random.next() < 0.6
      return labelled(person, judged(person))
    })
    const found = judgeCorrection(scores, resampleLabels(labels, [run]))
    if (found && found.low <= 0.96 && 0.96 <= found.high) covered++
  }
  expect(covered / runs).toBeGreaterThanOrEqual(0.9)
})

test('the same seed gives the same interval', () => {
  const labels = Array.from({ length: 40 }, (_, i): TwoByTwo => ({
    yesYes: Number(i % 4 < 2),
    yesNo: Number(i % 8 === 2),
    noYes: 0,
    noNo: Number(i % 8 > 2 && i % 4 > 1),
  }))
  const scores = [1, 0, 1, 1, 0.5, 1, 0, 1]
  expect(judgeCorrection(scores, resampleLabels(labels, ['a']))).toEqual(judgeCorrection(scores, resampleLabels(labels, ['a'])))
  expect(judgeCorrection(scores, resampleLabels(labels, ['a']))).not.toEqual(judgeCorrection(scores, resampleLabels(labels, ['b'])))
})
