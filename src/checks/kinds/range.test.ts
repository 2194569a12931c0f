import { describe, expect, it } from 'vitest'
import { faultsOf, judge } from '../testing/judge.ts'
import type { Facts } from '../testing/judge.ts'

const passed = 'passed'
const failed = 'failed'
const undecided = 'undecided'
type Example = [args: Record<string, unknown>, facts: Facts, verdict: string]

describe('range', () => {
  it.each<Example>([
    [{ path: '$[*].n', min: 0, max: 10 }, { text: '[{"n": 0}, {"n": 10}]' }, passed],
    [{ path: '$[*].n', min: 0, max: 10 }, { text: '[{"n": 0}, {"n": 11}]' }, failed],
    [{ path: 'n', min: 5 }, { text: '{"n": 5}' }, passed],
    [{ path: 'n', max: 5 }, { text: '{"n": 6}' }, failed],
    [{ min: 1 }, { text: '[1, 2, 3]' }, passed],
    [{ min: 1, max: 9 }, { text: 'So: 7', format: 'number' }, passed],
    [{ path: 'n', min: 1 }, { text: '{"n": "x"}' }, failed],
    [{ path: 'n', min: 1 }, { text: '{"n": null}' }, failed],
    [{ path: '$[*].start', min: '00:30', max: '1:00:00' }, { text: '[{"start": "00:45"}, {"start": "59:59"}]' }, passed],
    [{ path: '$[*].start', min: '00:30' }, { text: '[{"start": "00:20"}]' }, failed],
    [{ path: 'absent', min: 1 }, { text: '{}' }, undecided],
    [{ path: 'absent', min: 1, not: true }, { text: '{}' }, undecided],
    [{ min: 1 }, { text: 'no JSON' }, failed],
    [{ path: 'n', min: 1, not: true }, { text: '{"n": 0}' }, passed],
    [{ path: 'n', max: 1e300 }, { text: '{"n": 1e999}' }, failed],
  ])('%j on %j: %s', async (args, facts, verdict) => expect(await judge({ kind: 'range', ...args }, facts)).toMatchObject({ verdict }))

  it('shows the values that lie outside', async () => {
    expect((await judge({ kind: 'range', min: 1, max: 2 }, { text: '[1, 3, 2]' })).message).toBe('found [3], expected 1 to 2')
    expect((await judge({ kind: 'range', min: 1 }, { text: '[]' })).message).toBe('nothing is at the root')
    expect((await judge({ kind: 'range', path: 'a', min: 1 }, { text: '{}' })).message).toBe('nothing is at a')
  })

  it('wants a bound that is a number or a time', () => {
    expect(faultsOf({ kind: 'range', path: 'a' })).toEqual([' | the check: expected `min` or `max`'])
    expect(faultsOf({ kind: 'range', min: 'soon' })).toEqual(['min | min: found "soon", expected a number or [hh:]mm:ss'])
  })
})
