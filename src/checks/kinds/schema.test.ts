import { describe, expect, it } from 'vitest'
import { faultsOf, judge } from '../testing/judge.ts'
import type { Facts } from '../testing/judge.ts'

const passed = 'passed'
const failed = 'failed'
const undecided = 'undecided'
type Example = [args: Record<string, unknown>, facts: Facts, verdict: string]

const schema = { type: 'object', required: ['a'], properties: { a: { type: 'number' } } }

describe('schema', () => {
  it.each<Example>([
    [{}, { text: '{"a": 1}', schema }, passed],
    [{}, { text: '{"a": "1"}', schema }, failed],
    [{}, { text: '{}', schema }, failed],
    [{}, { text: 'no JSON', schema }, failed],
    [{ not: true }, { text: 'no JSON', schema }, failed],
    [{ not: true }, { text: '{}', schema }, passed],
    [{}, { text: '{}' }, undecided],
    [{ schema: { type: 'array', minItems: 1 } }, { text: '[1]', schema }, passed],
    [{ schema: { type: 'array', minItems: 1 } }, { text: '[]' }, failed],
    [{ schema: true }, { text: 'null' }, passed],
    [{ schema: false }, { text: 'null' }, failed],
    [{ schema: { type: 'string', pattern: '^(a+)+$' } }, { text: `${'a'.repeat(50_000)}!`, format: 'text' }, failed],
    [{ schema: { minimum: 5 } }, { text: 'So it is 6.', format: 'number' }, passed],
    [{ schema: { required: ['admin'] } }, { text: '{"__proto__": {"admin": 1}}' }, failed],
    [{ schema: { $ref: '#' } }, { text: '1' }, undecided],
  ])('%j on %j: %s', async (args, facts, verdict) => expect(await judge({ kind: 'schema', ...args }, facts)).toMatchObject({ verdict }))

  it('names what does not fit', async () => {
    expect((await judge({ kind: 'schema' }, { text: '{"a": "1"}', schema })).message).toBe(
      '/a must be number; found {"a":"1"}, expected a value that fits the schema',
    )
    expect((await judge({ kind: 'schema' }, { text: '1' })).message).toBe('neither the check nor the task has a schema')
    expect((await judge({ kind: 'schema' }, { text: 'no', schema })).message).toBe(
      'the answer could not be read: there is no JSON in the answer; found no, expected a value that fits the schema',
    )
  })

  it('refuses an illegal schema before any call', () => {
    expect(faultsOf({ kind: 'schema', schema: { type: 'text' } })).toEqual([
      expect.stringMatching(/^schema \| the JSON Schema is not legal: /),
    ])
  })
})
