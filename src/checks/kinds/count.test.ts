import { describe, expect, it } from 'vitest'
import { faultsOf, judge } from '../testing/judge.ts'
import type { Facts } from '../testing/judge.ts'

const passed = 'passed'
const failed = 'failed'
const undecided = 'undecided'
type Example = [args: Record<string, unknown>, facts: Facts, verdict: string]

describe('count', () => {
  it.each<Example>([
    [{ min: 2 }, { text: '[1, 2]' }, passed],
    [{ min: 3 }, { text: '[1, 2]' }, failed],
    [{ max: 1 }, { text: '[1, 2]' }, failed],
    [{ min: 1, max: 3 }, { text: '[1, 2]' }, passed],
    [{ min: 0, max: 0 }, { text: '[]' }, passed],
    [{ min: 2, path: 'items' }, { text: '{"items": [1, 2]}' }, passed],
    [{ min: 2, path: '$.items[*]' }, { text: '{"items": [1, 2]}' }, passed],
    [{ min: 1, max: 1, path: '$.rows[*]' }, { text: '{"rows": [[1, 2]]}' }, passed],
    [{ max: 0, path: '$.absent' }, { text: '{}' }, passed],
    [{ min: 2, path: '$[?@.done == true]' }, { text: '[{"done": true}, {"done": false}, {"done": true}]' }, passed],
    [{ min: 1, max: 1 }, { text: '{"a": 1, "b": 2}' }, passed],
    [{ min: 2 }, { text: '- a\n- b', format: 'lines' }, passed],
    [{ min: 1 }, { text: 'no JSON' }, failed],
    [{ min: 1, not: true }, { text: 'no JSON' }, failed],
    [{ min: 1, not: true }, { text: '[]' }, passed],
    [{ min: '{{gold.n}}' }, { text: '[1, 2]', gold: { n: 2 } }, passed],
    [{ min: '{{gold.n}}' }, { text: '[1, 2]', gold: { n: 'two' } }, undecided],
  ])('%j on %j: %s', async (args, facts, verdict) => expect(await judge({ kind: 'count', ...args }, facts)).toMatchObject({ verdict }))

  it('shows the count and the bounds', async () => {
    expect((await judge({ kind: 'count', min: 3, max: 4 }, { text: '[1]' })).message).toBe('found 1 items, expected 3 to 4 items')
    expect((await judge({ kind: 'count', min: '{{gold}}' }, { text: '[1]', gold: 'x' })).message).toBe(
      'the check could not be applied: min: found "x", expected a number',
    )
    expect((await judge({ kind: 'count', min: '{{gold}}' }, { text: '[1]' })).message).toBe(
      'the check could not be applied: the case has no gold',
    )
  })

  it('wants whole bounds', () => {
    expect(faultsOf({ kind: 'count' })).toEqual([' | the check: expected `min` or `max`'])
    expect(faultsOf({ kind: 'count', min: 1.5 })).toEqual(['min | min: found 1.5, expected a whole number'])
  })
})
