import { expect, test } from 'vitest'
import type { Result } from '../schema/report.ts'
import { judgeSentence } from './judge-sentence.ts'

const judged = (judge: Partial<NonNullable<Result['judge']>> | null) =>
  ({
    judge: judge && { model: 'j', simulated: false, promptHash: 'h', at: '2026-11-01T00:00:00.000Z', calibrated: false, ...judge },
  }) as Result

test('a judge that was never calibrated is marked', () => {
  expect(judgeSentence([judged({}), judged({}), judged(null)])).toBe('Judged by j (not calibrated): judge error not included')
  expect(judgeSentence([judged({ simulated: true })])).toBe('Judged by j (simulated, not calibrated): judge error not included')
  expect(judgeSentence([judged({ calibrated: true })], (name) => `<${name}>`)).toBe('Judged by <j> (calibrated): judge error not included')
})

test('without a judge nothing is said', () => {
  expect(judgeSentence([judged(null)])).toBeNull()
})
