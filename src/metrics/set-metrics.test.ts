import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { TrialRecord } from '../schema/trial-record.ts'
import { metricDefinition } from './metrics.ts'
import { itemTrial, missingTrial, singleTrial, testTrial } from './testing/test-trial.ts'

const TASK = { trials: { count: 1, pass: 'all' as const } }
const names = ['accuracy', 'hallucination', 'completeness', 'f1'] as const
const valueOf = (name: string, trials: readonly TrialRecord[]) => metricDefinition(name)?.compute(trials, TASK)
const valuesOf = (trials: readonly TrialRecord[]) => names.map((name) => valueOf(name, trials)?.value)
const scoresOf = (trials: readonly TrialRecord[]) => names.map((name) => metricDefinition(name)?.scores(trials)[0]?.score)

test('precision, its complement, recall and F1 are micro averages over cases', () => {
  const trials = [itemTrial('b', 1, 1, 0), itemTrial('a', 7, 1, 4)]
  expect(valuesOf(trials)).toEqual([0.8, 0.2, 8 / 12, 16 / 22])
  expect(valueOf('accuracy', trials)).toMatchObject({
    n: 2,
    level: 0.95,
    unit: 'share',
    direction: 'higher',
    method: 'micro average, linearised',
  })
  expect(valueOf('hallucination', trials)).toMatchObject({ direction: 'lower' })
})

test('an empty answer adds what it left out only', () => {
  expect(valuesOf([itemTrial('a', 3, 1, 0), itemTrial('b', 0, 0, 4)])).toEqual([0.75, 0.25, 3 / 7, 6 / 11])
  expect(scoresOf([itemTrial('b', 0, 0, 4)])).toEqual([null, null, 0, 0])
})

test('empty gold with items adds what was invented only', () => {
  expect(valuesOf([itemTrial('a', 3, 0, 1), itemTrial('b', 0, 2, 0)])).toEqual([0.6, 0.4, 0.75, 6 / 9])
  expect(scoresOf([itemTrial('b', 0, 2, 0)])).toEqual([0, 1, null, 0])
})

test('both empty adds nothing, and is right on its own', () => {
  expect(valuesOf([itemTrial('a', 3, 1, 1), itemTrial('b', 0, 0, 0)])).toEqual(valuesOf([itemTrial('a', 3, 1, 1)]))
  expect(scoresOf([itemTrial('b', 0, 0, 0)])).toEqual([1, 0, 1, 1])
})

test('a zero denominator is null, with the reason', () => {
  expect(valueOf('accuracy', [itemTrial('a', 0, 0, 4)])).toMatchObject({
    value: null,
    low: null,
    high: null,
    n: 1,
    reason: 'its denominator is 0: there are no items to count',
  })
  expect(valuesOf([itemTrial('a', 0, 0, 0)])).toEqual([null, null, null, null])
})

test('all missing is null, one missing case is said', () => {
  expect(valueOf('f1', [missingTrial('a')])).toMatchObject({ value: null, reason: 'no trial was answered' })
  expect(valueOf('f1', [])).toMatchObject({ value: null, n: 0 })
  expect(valueOf('f1', [itemTrial('a', 1, 0, 0), missingTrial('b')])).toMatchObject({ value: 1, n: 1, reason: '1 of 2 cases are missing' })
  expect(metricDefinition('f1')?.scores([missingTrial('b')])).toEqual([{ case: 'b', caseHash: 'hash of b', score: null }])
})

test('without gold there is nothing to compare, and nothing missing', () => {
  expect(valueOf('accuracy', [testTrial('a')])).toMatchObject({ value: null, reason: 'no answer could be compared with gold' })
  expect(metricDefinition('accuracy')?.scores([testTrial('a'), singleTrial('b', 'right')])).toHaveLength(1)
})

test('single values: right, wrong, and no value found', () => {
  const trials = [singleTrial('a', 'right'), singleTrial('b', 'right'), singleTrial('c', 'wrong'), singleTrial('d', 'empty')]
  expect(['accuracy', 'completeness', 'hallucination', 'abstention'].map((name) => valueOf(name, trials)?.value)).toEqual([
    0.5, 0.5, 0.25, 0.25,
  ])
  expect(valueOf('accuracy', trials)).toMatchObject({ method: 'Wilson', n: 4 })
  expect(valueOf('f1', trials)?.value).toBeNull()
})

test('cases weigh the same, however many of their trials were answered', () => {
  const uneven = [
    singleTrial('a', 'right', 0),
    singleTrial('a', 'right', 1),
    singleTrial('a', 'right', 2),
    singleTrial('b', 'wrong', 0),
    missingTrial('b', { trial: 1 }),
  ]
  expect(valueOf('accuracy', uneven)).toMatchObject({ value: 0.5, n: 2, method: 'Wilson, n_eff' })
  expect(valueOf('accuracy', [itemTrial('a', 2, 0, 0, 0), itemTrial('a', 0, 2, 0, 1), itemTrial('b', 2, 0, 0)])?.value).toBe(0.75)
})

test('field accuracy counts the compared fields of pairs', () => {
  expect(valueOf('field-accuracy', [itemTrial('a', 3, 0, 0)])?.value).toBe(0.75)
  expect(
    valueOf('field-accuracy', [
      testTrial('a', {
        ingredients: { items: { truePositives: 1, falsePositives: 0, falseNegatives: 0, fieldsAgreeing: 0, fieldsCompared: 0 } },
      }),
    ])?.value,
  ).toBeNull()
})

test('greedy pairing is said', () => {
  const items = { truePositives: 1, falsePositives: 0, falseNegatives: 0, fieldsAgreeing: 0, fieldsCompared: 0, greedy: true as const }
  expect(valueOf('f1', [testTrial('a', { ingredients: { items } })])?.method).toContain('greedy pairing')
})

test('figures do not depend on the order of trials, lie in 0..1 and in their intervals', () => {
  const trial = fc.tuple(fc.nat(6), fc.nat(6), fc.nat(6), fc.nat(8), fc.nat(2))
  fc.assert(
    fc.property(fc.uniqueArray(trial, { selector: ([, , , id, k]) => `${id} ${k}`, maxLength: 20 }), (counts) => {
      const trials = counts.map(([tp, fp, fn, id, k]) => itemTrial(`case ${id}`, tp, fp, fn, k))
      for (const name of [...names, 'field-accuracy']) {
        const figure = valueOf(name, trials)
        expect(valueOf(name, trials.toReversed())).toEqual(figure)
        if (figure?.value === null || figure === undefined) continue
        expect(figure.low).toBeLessThanOrEqual(figure.value + 1e-12)
        expect(figure.high).toBeGreaterThanOrEqual(figure.value - 1e-12)
      }
    }),
    { numRuns: 60 },
  )
})
