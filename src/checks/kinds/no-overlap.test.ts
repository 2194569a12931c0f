import { describe, expect, it } from 'vitest'
import { faultsOf, judge } from '../testing/judge.ts'
import type { Facts } from '../testing/judge.ts'

const passed = 'passed'
const failed = 'failed'
type Example = [args: Record<string, unknown>, facts: Facts, verdict: string]

const span = { start: 's', end: 'e' }

describe('no-overlap', () => {
  it.each<Example>([
    [span, { text: '[{"s": 0, "e": 5}, {"s": 5, "e": 9}]' }, passed],
    [span, { text: '[{"s": 0, "e": 5}, {"s": 4, "e": 9}]' }, failed],
    [span, { text: '[{"s": 6, "e": 9}, {"s": 0, "e": 5}]' }, passed],
    [span, { text: '[{"s": 0, "e": 9}, {"s": 2, "e": 3}, {"s": 9, "e": 10}]' }, failed],
    [span, { text: '[{"s": "0:00", "e": "1:00"}, {"s": "01:00", "e": "1:00:00"}]' }, passed],
    [span, { text: '[{"s": "0:00", "e": "1:30"}, {"s": "01:00", "e": "2:00"}]' }, failed],
    [span, { text: '[{"s": 5, "e": 1}]' }, failed],
    [span, { text: '[{"s": 5}]' }, failed],
    [span, { text: '[{"s": "soon", "e": 1}]' }, failed],
    [span, { text: '[]' }, passed],
    [{ ...span, path: 'items' }, { text: '{"items": [{"s": 0, "e": 5}]}' }, passed],
    [{ start: 'at.from', end: 'at.to' }, { text: '[{"at": {"from": 0, "to": 5}}, {"at": {"from": 1, "to": 2}}]' }, failed],
    [span, { text: 'no JSON' }, failed],
    [{ ...span, not: true }, { text: '[{"s": 0, "e": 5}, {"s": 4, "e": 9}]' }, passed],
    [span, { text: '[{"s": 0, "e": 5}, {"s": 0, "e": 5}]' }, failed],
  ])('%j on %j: %s', async (args, facts, verdict) => expect(await judge({ kind: 'no-overlap', ...args }, facts)).toMatchObject({ verdict }))

  it('shows the spans that overlap and the items without one', async () => {
    expect((await judge({ kind: 'no-overlap', ...span }, { text: '[{"s": 0, "e": 5}, {"s": 4, "e": 9}]' })).message).toBe(
      '0–5 overlaps 4–9; found [{"s":0,"e":5},{"s":4,"e":9}], expected spans that do not overlap',
    )
    expect((await judge({ kind: 'no-overlap', ...span }, { text: '[{"s": 0}]' })).message).toBe(
      '1 items have no span from s to e; found [{"s":0}], expected spans that do not overlap',
    )
  })

  it('wants to know where spans begin and end', () => {
    expect(faultsOf({ kind: 'no-overlap' })).toEqual([' | start is missing, expected a text', ' | end is missing, expected a text'])
  })
})
