import { expect, test } from 'vitest'
import { EVAL_ERROR_KINDS } from '../schema/eval-error.ts'
import type { EvalErrorKind } from '../schema/eval-error.ts'
import { Abandonment } from './abandonment.ts'

const auth = { kind: 'auth', ownBudget: undefined } as const

const after = (kinds: readonly (EvalErrorKind | null)[], limit: number | null = 5) => {
  const abandonment = new Abandonment(limit)
  return kinds.map((kind) => abandonment.ended('m', kind && { kind, ownBudget: undefined }))
}

test('the fifth failed call in a row gives a model up, once', () => {
  expect(after(Array<EvalErrorKind>(7).fill('transient'))).toEqual([false, false, false, false, true, false, false])
})

test('an answer in between counts anew', () => {
  expect(after(['timeout', 'timeout', 'auth', 'auth', null, 'auth', 'timeout', 'transient', 'bug', 'config'])).toEqual([
    ...Array<boolean>(9).fill(false),
    true,
  ])
})

test.each(Object.entries(EVAL_ERROR_KINDS))(
  'an error of kind %s: missing data is a failure, an answer that failed is an answer',
  (kind, { counts }) => {
    const [failed] = after([kind as EvalErrorKind], 1)
    expect(failed).toBe(counts === 'missing' && kind !== 'aborted')
  },
)

test('a cancelled call is neither, nor is one that the budget of the run has ended', () => {
  expect(after(['auth', 'aborted', 'auth'], 2)).toEqual([false, false, true])
  const abandonment = new Abandonment(2)
  const ends = [auth, { kind: 'budget', ownBudget: true } as const, auth]
  expect(ends.map((end) => abandonment.ended('m', end))).toEqual([false, false, true])
})

test('models are counted apart, and forgiven together', () => {
  const abandonment = new Abandonment(2)
  expect(['a', 'b', 'a', 'c'].map((model) => abandonment.ended(model, auth))).toEqual([false, false, true, false])
  expect(abandonment.failures('a')).toBe(2)
  expect(abandonment.forgive()).toEqual(['a'])
  expect(['a', 'b', 'a'].map((model) => abandonment.ended(model, auth))).toEqual([false, false, true])
})

test('a late answer of a call in flight changes nothing', () => {
  expect(after(['auth', 'auth', null, 'auth', 'auth'], 2)).toEqual([false, true, false, false, false])
})

test('it can be switched off', () => {
  expect(after(Array<EvalErrorKind>(100).fill('auth'), null)).toEqual(Array<boolean>(100).fill(false))
})
