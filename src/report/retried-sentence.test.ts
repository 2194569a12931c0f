import { expect, test } from 'vitest'
import { retriedSentence } from './retried-sentence.ts'
import { generatedResult } from './testing/generated-report.ts'

const result = (model: string, answered: number, retried: number) =>
  generatedResult(model, 0.9, { trials: { planned: 20, answered, errored: 20 - answered, skipped: 0, replayed: 0, reused: 0, retried } })

test('models whose answers needed more than one attempt are named with their share', () => {
  const results = [result('a', 20, 3), result('b', 20, 0), result('c', 16, 4), result('d', 0, 0)]
  expect(retriedSentence(results, (model) => `<${model}>`)).toBe('Answered only after a retry: <a> 15.0 % (3 of 20), <c> 25.0 % (4 of 16)')
})

test('nothing is said where no answer needed a retry', () => {
  expect(retriedSentence([result('a', 20, 0)])).toBeNull()
  expect(retriedSentence([])).toBeNull()
})
