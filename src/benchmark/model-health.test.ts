import { expect, test } from 'vitest'
import { EvalError } from '../schema/eval-error.ts'
import { ModelHealth } from './model-health.ts'

const denied = new EvalError('auth', 'no key')
const failed = { error: { kind: 'auth' as const, message: 'no key' } }

test('after an answer, refusals are failures as any other', () => {
  const health = new ModelHealth()
  health.ended({ error: null }, null)
  for (let count = 0; count < 30; count++) health.ended(failed, denied)
  expect(health.givenUp).toBeNull()
})

test('requests that reach nobody count only in a row', () => {
  const health = new ModelHealth()
  const lost = { error: { kind: 'connect' as const, message: 'refused' } }
  for (let count = 0; count < 60; count++) {
    health.ended(lost, new EvalError('transient', 'refused'))
    if (count % 19 === 0) health.ended({ error: null }, null)
  }
  expect(health.givenUp).toBeNull()
})
