import { describe, expect, it } from 'vitest'
import { judge } from '../testing/judge.ts'
import type { Facts } from '../testing/judge.ts'

const passed = 'passed'
const failed = 'failed'
const undecided = 'undecided'
type Example = [args: Record<string, unknown>, facts: Facts, verdict: string]

describe('equals', () => {
  it.each<Example>([
    [{ value: 'yes' }, { text: ' yes\n', format: 'text' }, passed],
    [{ value: 'Yes' }, { text: 'yes', format: 'text' }, failed],
    [{ value: 'Yes', ignoreCase: true }, { text: 'yES', format: 'text' }, passed],
    [{ value: 'e\u0301t\u00e9' }, { text: '\u00e9te\u0301', format: 'text' }, passed],
    [{ value: 'a  b' }, { text: 'a\n b', format: 'text' }, passed],
    [{}, { text: 'Paris', gold: 'Paris', format: 'text' }, passed],
    [{}, { text: 'Paris', format: 'text' }, undecided],
    [{ not: true }, { text: 'Paris', format: 'text' }, undecided],
    [{}, { text: '{"b": [1, 2], "a": " x "}', gold: { a: 'x', b: [1, 2] } }, passed],
    [{}, { text: '[2, 1]', gold: [1, 2] }, failed],
    [{}, { text: 'null', gold: null }, passed],
    [{}, { text: 'A: 1,018.00', gold: '1018', format: 'number' }, passed],
    [{}, { text: '42', gold: 42, format: 'text' }, passed],
    [{}, { text: '', gold: 0, format: 'text' }, failed],
    [{ value: 3, path: '$.items[*].n' }, { text: '{"items": [{"n": 3}]}' }, passed],
    [{ value: [3, 4], path: '$.items[*].n' }, { text: '{"items": [{"n": 3}, {"n": 4}]}' }, passed],
    [{ value: 3, path: '$.absent' }, { text: '{}' }, failed],
    [{ value: 3 }, { text: 'no JSON' }, failed],
    [{ value: 3, not: true }, { text: 'no JSON' }, failed],
    [{ value: '{{gold.city}}' }, { text: 'Paris', gold: { city: 'Paris' }, format: 'text' }, passed],
    [{ value: '{{input.a}}' }, { text: '[1]', input: { a: [1] } }, passed],
    [{ value: {} }, { text: '{"__proto__": {}}' }, failed],
  ])('%j on %j: %s', async (args, facts, verdict) => expect(await judge({ kind: 'equals', ...args }, facts)).toMatchObject({ verdict }))

  it('shows both', async () => {
    expect(await judge({ kind: 'equals', value: 'a' }, { text: 'b', format: 'text' })).toMatchObject({ message: 'found b, expected a' })
    expect(await judge({ kind: 'equals', value: 'b', not: true }, { text: 'b', format: 'text' })).toMatchObject({
      message: 'found b, expected not b',
    })
    expect(await judge({ kind: 'equals' }, { text: 'b' })).toMatchObject({ message: 'there is neither a value nor gold to compare with' })
    expect(await judge({ kind: 'equals', value: 1, path: 'a' }, { text: '{}' })).toMatchObject({ message: 'nothing is at a; expected 1' })
  })
})
