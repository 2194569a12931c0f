import { describe, expect, it } from 'vitest'
import { judge } from '../testing/judge.ts'
import type { Facts } from '../testing/judge.ts'

const passed = 'passed'
const failed = 'failed'
type Example = [args: Record<string, unknown>, facts: Facts, verdict: string]

describe('json', () => {
  it.each<Example>([
    [{}, { text: '{"a": 1}' }, passed],
    [{}, { text: '[]' }, passed],
    [{}, { text: '12' }, passed],
    [{}, { text: 'Sure:\n```json\n{"a": 1}\n```' }, passed],
    [{}, { text: "{'a': 1,}" }, passed],
    [{ strict: true }, { text: "{'a': 1,}" }, failed],
    [{ strict: true }, { text: '{"a": 1}' }, passed],
    [{}, { text: 'I do not know.' }, failed],
    [{}, { text: '' }, failed],
    [{ not: true }, { text: 'I do not know.' }, passed],
    [{ not: true }, { text: '{}' }, failed],
    [{}, { text: '{"a": 1}', format: 'text' }, passed],
    [{}, { text: `[${'1,'.repeat(2_000_000)}1]` }, passed],
    [{}, { text: '['.repeat(100_000) }, failed],
  ])('%j on %j: %s', async (args, facts, verdict) => expect(await judge({ kind: 'json', ...args }, facts)).toMatchObject({ verdict }))

  it('says why there is none', async () => {
    expect(await judge({ kind: 'json' }, { text: 'no' })).toMatchObject({
      message: 'there is no JSON in the answer; found no, expected JSON',
      found: 'no',
      expected: 'JSON',
    })
    expect((await judge({ kind: 'json', strict: true }, { text: '{a: 1}' })).message).toBe(
      'the JSON had to be repaired; found {a: 1}, expected JSON',
    )
  })
})
