import { describe, expect, it } from 'vitest'
import { faultsOf, judge } from '../testing/judge.ts'
import type { Facts } from '../testing/judge.ts'

const passed = 'passed'
const failed = 'failed'
type Example = [args: Record<string, unknown>, facts: Facts, verdict: string]

describe('ordered', () => {
  it.each<Example>([
    [{}, { text: '[1, 2, 2, 10]' }, passed],
    [{}, { text: '[1, 3, 2]' }, failed],
    [{ strict: true }, { text: '[1, 2, 2]' }, failed],
    [{ direction: 'descending' }, { text: '[3, 2, 2, 1]' }, passed],
    [{ direction: 'descending' }, { text: '[1, 2]' }, failed],
    [{ path: '$[*].start' }, { text: '[{"start": "0:30"}, {"start": "10:00"}, {"start": "1:00:00"}]' }, passed],
    [{ path: '$[*].start' }, { text: '[{"start": "10:00"}, {"start": "9:00"}]' }, failed],
    [{}, { text: '["2026-01-02", "2026-01-10"]' }, passed],
    [{}, { text: '["b", "a"]' }, failed],
    [{}, { text: '[]' }, passed],
    [{ path: 'absent' }, { text: '{}' }, passed],
    [{}, { text: '[1, "b"]' }, failed],
    [{}, { text: '[1, null]' }, failed],
    [{}, { text: 'no JSON' }, failed],
    [{ not: true }, { text: '[2, 1]' }, passed],
  ])('%j on %j: %s', async (args, facts, verdict) => expect(await judge({ kind: 'ordered', ...args }, facts)).toMatchObject({ verdict }))

  it('shows the neighbours that are out of order', async () => {
    expect((await judge({ kind: 'ordered', strict: true }, { text: '[1, 3, 2]' })).message).toBe(
      'items 2 and 3 (from 1) are out of order; found [3,2], expected strictly ascending',
    )
  })

  it('knows two directions', () => {
    expect(faultsOf({ kind: 'ordered', direction: 'up' })).toEqual([
      'direction | direction: found "up", expected "ascending" or "descending"',
    ])
  })
})
