import { describe, expect, it } from 'vitest'
import { faultsOf, judge } from '../testing/judge.ts'
import type { Facts } from '../testing/judge.ts'

const passed = 'passed'
const failed = 'failed'
const undecided = 'undecided'
type Example = [args: Record<string, unknown>, facts: Facts, verdict: string]

const range = { start: 's', end: 'e', from: 0, to: '1:00' }

describe('covers', () => {
  it.each<Example>([
    [range, { text: '[{"s": 0, "e": 60}]' }, passed],
    [range, { text: '[{"s": 0, "e": 30}, {"s": 30, "e": 60}]' }, passed],
    [range, { text: '[{"s": 30, "e": 60}, {"s": 0, "e": 30}]' }, passed],
    [range, { text: '[{"s": 0, "e": 30}, {"s": 31, "e": 60}]' }, failed],
    [{ ...range, maxGap: 1 }, { text: '[{"s": 1, "e": 30}, {"s": 31, "e": 59}]' }, passed],
    [{ ...range, maxGap: '00:01' }, { text: '[{"s": 2, "e": 60}]' }, failed],
    [range, { text: '[{"s": "0:00", "e": "1:00"}]' }, passed],
    [range, { text: '[{"s": -10, "e": 100}]' }, passed],
    [range, { text: '[{"s": 70, "e": 100}]' }, failed],
    [range, { text: '[]' }, failed],
    [range, { text: '[{"s": 0, "e": 60}, {"s": 5}]' }, failed],
    [range, { text: '[{"s": 0, "e": 60}, {"s": 5, "e": 10}]' }, passed],
    [range, { text: 'no JSON' }, failed],
    [{ ...range, not: true }, { text: '[]' }, passed],
    [{ ...range, to: '{{input.duration}}' }, { text: '[{"s": 0, "e": 10}]', input: { duration: '00:10' } }, passed],
    [{ ...range, to: '{{input.duration}}' }, { text: '[{"s": 0, "e": 10}]', input: { duration: 'long' } }, undecided],
  ])('%j on %j: %s', async (args, facts, verdict) => expect(await judge({ kind: 'covers', ...args }, facts)).toMatchObject({ verdict }))

  it('shows the gaps', async () => {
    expect((await judge({ kind: 'covers', ...range }, { text: '[{"s": 10, "e": 30}, {"s": 40, "e": 60}]' })).message).toBe(
      'found gaps: 0–10, 30–40, expected 0 to 1:00 covered but for gaps up to 0',
    )
    expect((await judge({ kind: 'covers', ...range }, { text: '[{}]' })).message).toMatch(/^1 items have no span from s to e; /)
    const many = JSON.stringify(Array.from({ length: 20 }, (_, index) => ({ s: 2 * index + 1, e: 2 * index + 2 })))
    expect((await judge({ kind: 'covers', ...range }, { text: many })).found).toMatch(/, 18–19, …$/)
  })

  it('wants a range', () => {
    expect(faultsOf({ kind: 'covers', ...range, to: 0 })).toEqual(['to | to: found 0, expected a time after `from`'])
    expect(faultsOf({ kind: 'covers', ...range, to: 'end' })).toEqual([
      'to | to: found "end", expected a number or [hh:]mm:ss',
      'to | to: found "end", expected a time after `from`',
    ])
  })
})
