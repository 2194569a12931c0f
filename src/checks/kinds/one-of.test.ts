import { describe, expect, it } from 'vitest'
import { faultsOf, judge } from '../testing/judge.ts'
import type { Facts } from '../testing/judge.ts'

const passed = 'passed'
const failed = 'failed'
type Example = [args: Record<string, unknown>, facts: Facts, verdict: string]

describe('one-of', () => {
  it.each<Example>([
    [{ values: ['low', 'high'] }, { text: ' low\n', format: 'text' }, passed],
    [{ values: ['low', 'high'] }, { text: 'medium', format: 'text' }, failed],
    [{ values: ['low', 'high'] }, { text: 'HIGH', format: 'text' }, failed],
    [{ values: ['low', 'high'], ignoreCase: true }, { text: 'HIGH', format: 'text' }, passed],
    [{ values: [1, 2] }, { text: '2' }, passed],
    [{ values: [1, 2] }, { text: '"2"' }, failed],
    [{ values: ['a', 'b'] }, { text: '["a", "b", "a"]' }, passed],
    [{ values: ['a', 'b'] }, { text: '["a", "c"]' }, failed],
    [{ values: [null, true] }, { text: 'null' }, passed],
    [{ values: [{ a: 1 }] }, { text: '{"a": 1}' }, passed],
    [{ values: ['x'], path: '$[*].label' }, { text: '[{"label": "x"}, {"label": "x"}]' }, passed],
    [{ values: ['x'], path: '$[*].label' }, { text: '[{"label": "x"}, {"label": "y"}]' }, failed],
    [{ values: ['x'], path: 'label' }, { text: '{}' }, failed],
    [{ values: ['x'], path: 'label' }, { text: 'no JSON' }, failed],
    [{ values: ['x'], not: true }, { text: 'y', format: 'text' }, passed],
    [{ values: ['constructor'] }, { text: '__proto__', format: 'text' }, failed],
  ])('%j on %j: %s', async (args, facts, verdict) => expect(await judge({ kind: 'one-of', ...args }, facts)).toMatchObject({ verdict }))

  it('shows what is not legal', async () => {
    expect((await judge({ kind: 'one-of', values: ['a'] }, { text: '["a", "c"]' })).message).toBe('found ["c"], expected ["a"]')
    expect((await judge({ kind: 'one-of', values: ['a'], path: 'x' }, { text: '{}' })).message).toBe('nothing is at x; expected ["a"]')
    expect((await judge({ kind: 'one-of', values: ['a'] }, { text: '[]' })).message).toBe('nothing is at the root; expected ["a"]')
  })

  it('wants values', () => {
    expect(faultsOf({ kind: 'one-of' })).toEqual([' | values is missing, expected a list'])
    expect(faultsOf({ kind: 'one-of', values: [] })).toEqual(['values | values: found [], expected at least 1 items'])
  })
})
