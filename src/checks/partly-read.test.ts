import { expect, test } from 'vitest'
import { runChecks } from './run-checks.ts'
import { checkOf, contextOf } from './testing/judge.ts'

test('of an answer in parts that could not all be read, the whole is neither JSON nor fits its schema', async () => {
  const problem = 'part 2 of 3: there is no JSON in the answer'
  const context = { ...contextOf({ text: '[1]', schema: { type: 'array' } }), reading: { value: [1], repaired: false, problem } }
  const checks = [checkOf({ kind: 'json' }), checkOf({ kind: 'schema' }), checkOf({ kind: 'count', min: 1 })]
  expect(await runChecks(checks, context)).toMatchObject([
    { verdict: 'failed', message: `${problem}; found [1], expected JSON in every part` },
    { verdict: 'failed', message: `the answer could not be read: ${problem}; found [1], expected a value that fits the schema` },
    { verdict: 'passed' },
  ])
})
