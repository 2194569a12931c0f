import { describe, expect, it } from 'vitest'
import { judge } from '../testing/judge.ts'
import type { Facts } from '../testing/judge.ts'

const passed = 'passed'
const failed = 'failed'
type Example = [args: Record<string, unknown>, facts: Facts, verdict: string]

describe('unique', () => {
  it.each<Example>([
    [{}, { text: '[1, 2, 3]' }, passed],
    [{}, { text: '[1, 2, 1]' }, failed],
    [{}, { text: '[1, "1"]' }, passed],
    [{}, { text: '[{"a": 1, "b": 2}, {"b": 2, "a": 1}]' }, failed],
    [{ path: '$[*].id' }, { text: '[{"id": 1}, {"id": 2}]' }, passed],
    [{ path: '$[*].id' }, { text: '[{"id": 1}, {"id": 1}]' }, failed],
    [{ path: '$[*].id' }, { text: '[]' }, passed],
    [{ path: 'tags' }, { text: '{"tags": ["a", "a"]}' }, failed],
    [{}, { text: '["A", "a"]' }, passed],
    [{ ignoreCase: true }, { text: '["A", " a."]' }, failed],
    [{ ignoreCase: true }, { text: '["C", "C++", "C#"]' }, passed],
    [{}, { text: 'no JSON' }, failed],
    [{ not: true }, { text: '[1, 1]' }, passed],
    [{}, { text: '["__proto__", "constructor", "__proto__x"]' }, passed],
    [{}, { text: JSON.stringify(Array.from({ length: 50_000 }, (_, id) => id)) }, passed],
  ])('%j on %j: %s', async (args, facts, verdict) => expect(await judge({ kind: 'unique', ...args }, facts)).toMatchObject({ verdict }))

  it('shows what stands twice', async () => {
    expect((await judge({ kind: 'unique' }, { text: '[1, 2, 1, 2]' })).message).toBe('2 twice; found [1,2], expected no value twice')
  })
})
