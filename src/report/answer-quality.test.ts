import { expect, test } from 'vitest'
import { generatedTrial } from '../records/testing/generated-records.ts'
import { answerQuality } from './answer-quality.ts'

const trial = (passedWeight: number, decidedWeight: number, over: object = {}) => {
  const record = generatedTrial({ case: '1' }).trial
  return { ...record, ingredients: { ...record.ingredients, quality: { passedWeight, decidedWeight } }, ...over }
}

test('the quality of an answer is its passed weight over its decided weight', () => {
  expect(answerQuality(trial(6, 8))).toBe(0.75)
  expect(answerQuality(trial(0, 0))).toBeNull()
  expect(answerQuality(trial(0, 0, { status: 'errored', counts: 'answered' }))).toBe(0)
  expect(answerQuality(trial(0, 0, { status: 'errored', counts: 'missing' }))).toBeNull()
})
