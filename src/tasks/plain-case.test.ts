import fc from 'fast-check'
import { expect, it } from 'vitest'
import { caseSchema } from '../schema/case.ts'
import { isPlainCase } from './plain-case.ts'

const odd = fc.constantFrom<unknown>(
  undefined,
  Number.NaN,
  Infinity,
  new Date(0),
  () => 1,
  1n,
  Symbol('x'),
  [undefined],
  { a: undefined },
  '',
  7,
  [1],
)
const part = fc.oneof(fc.jsonValue(), odd)
const given = fc.oneof(
  fc.record({ id: part, input: part, gold: part, tags: part, checks: part, question: part }, { requiredKeys: [] }),
  fc.record(
    { id: fc.string({ minLength: 1 }), input: fc.dictionary(fc.string(), fc.jsonValue()), gold: fc.jsonValue() },
    { requiredKeys: [] },
  ),
)

it('takes for a case only what the schema takes for one', () => {
  fc.assert(
    fc.property(given, (value) => {
      expect(!isPlainCase(value) || caseSchema.safeParse(value).success).toBe(true)
    }),
    { numRuns: 2_000 },
  )
})

it('sees the usual forms', () => {
  for (const value of [
    { question: 'a', gold: 1 },
    { id: 'x', input: { a: [1, { b: null }] }, gold: ['y'], tags: ['t'], checks: [{}] },
    { id: 3 },
  ])
    expect(isPlainCase(value)).toBe(true)
  for (const value of [null, 'text', [], { id: '' }, { tags: 'one' }, { input: [] }, { gold: Number.NaN }, { checks: {} }])
    expect(isPlainCase(value)).toBe(false)
})
