import { describe, expect, it } from 'vitest'
import { faultsOf, judge } from '../testing/judge.ts'
import type { Facts } from '../testing/judge.ts'

const passed = 'passed'
const failed = 'failed'
const undecided = 'undecided'
type Example = [args: Record<string, unknown>, facts: Facts, verdict: string]

describe('number', () => {
  it.each<Example>([
    [{ value: 5 }, { text: '5', format: 'number' }, passed],
    [{ value: 5 }, { text: 'It is 5.', format: 'text' }, passed],
    [{ value: '$1,000' }, { text: 'A: 1000', format: 'number' }, passed],
    [{}, { text: 'A: 18', gold: '18', format: 'number' }, passed],
    [{}, { text: 'A: 19', gold: '18', format: 'number' }, failed],
    [{}, { text: 'A: 19', format: 'number' }, undecided],
    [{}, { text: 'A: 19', gold: 'many', format: 'number' }, undecided],
    [{ value: 0.3 }, { text: '0.30000000000000004', format: 'number' }, passed],
    [{ value: 10, tolerance: 0.5 }, { text: '10.5', format: 'number' }, passed],
    [{ value: 10, tolerance: 0.5 }, { text: '10.51', format: 'number' }, failed],
    [{ value: 200, relative: 0.01 }, { text: '198', format: 'number' }, passed],
    [{ value: 200, relative: 0.01 }, { text: '197', format: 'number' }, failed],
    [{ value: 5 }, { text: 'none', format: 'number' }, failed],
    [{ value: 5, not: true }, { text: 'none', format: 'number' }, failed],
    [{ value: 5, not: true }, { text: '6', format: 'number' }, passed],
    [{ value: 5, path: 'total' }, { text: '{"total": 5}' }, passed],
    [{ value: 5, path: 'total' }, { text: '{"total": "5.00 EUR"}' }, passed],
    [{ value: 5, path: 'total' }, { text: '{"total": [5]}' }, passed],
    [{ value: 5, path: 'total' }, { text: '{"total": true}' }, failed],
    [{ value: 5, path: 'total' }, { text: '{}' }, failed],
    [{ value: '{{gold.total}}', path: 'total' }, { text: '{"total": 7}', gold: { total: 7 } }, passed],
    [{ value: 5 }, { text: '1e999' }, failed],
  ])('%j on %j: %s', async (args, facts, verdict) => expect(await judge({ kind: 'number', ...args }, facts)).toMatchObject({ verdict }))

  it('shows the number and the tolerance', async () => {
    expect((await judge({ kind: 'number', value: 10, tolerance: 1 }, { text: '12', format: 'number' })).message).toBe(
      'found 12, expected 10 ± 1',
    )
    expect((await judge({ kind: 'number', value: 10, path: 'n' }, { text: '{"n": "x"}' })).message).toBe(
      'there is no number; found ["x"], expected 10',
    )
    expect((await judge({ kind: 'number' }, { text: '1' })).message).toBe('there is neither a value nor gold that is a number')
  })

  it('refuses values that are no numbers', () => {
    expect(faultsOf({ kind: 'number', value: 'five' })).toEqual(['value | value: found "five", expected a number'])
    expect(faultsOf({ kind: 'number', value: 5, tolerance: -1 })).toEqual(['tolerance | tolerance: found -1, expected at least 0'])
    expect(faultsOf({ kind: 'number', value: [5] })).toEqual(['value | value: found [5], expected a number or a text'])
  })
})
