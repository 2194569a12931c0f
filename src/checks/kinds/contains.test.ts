import { describe, expect, it } from 'vitest'
import { faultsOf, judge } from '../testing/judge.ts'
import type { Facts } from '../testing/judge.ts'

const passed = 'passed'
const failed = 'failed'
const undecided = 'undecided'
type Example = [args: Record<string, unknown>, facts: Facts, verdict: string]

describe('contains', () => {
  it.each<Example>([
    [{ text: 'Paris' }, { text: 'It is Paris.' }, passed],
    [{ text: 'paris' }, { text: 'It is Paris.' }, failed],
    [{ text: 'paris', ignoreCase: true }, { text: 'It is PARIS.' }, passed],
    [{ text: '\u00e9' }, { text: 'cafe\u0301' }, passed],
    [{ any: ['a', 'b'] }, { text: 'b' }, passed],
    [{ any: ['a', 'b'] }, { text: 'c' }, failed],
    [{ all: ['a', 'b'] }, { text: 'b and a' }, passed],
    [{ all: ['a', 'b'] }, { text: 'a' }, failed],
    [{ none: ['sorry'] }, { text: 'fine' }, passed],
    [{ none: ['sorry'] }, { text: 'so sorry' }, failed],
    [{ all: ['a'], none: ['b'] }, { text: 'ab' }, failed],
    [{ text: 'a', not: true }, { text: 'b' }, passed],
    [{ text: '(a+)+$' }, { text: 'a pattern (a+)+$ is text' }, passed],
    [{ text: '<script>' }, { text: '<script>alert(1)</script>' }, passed],
    [{ text: '\u0000' }, { text: 'a\u0000\u001b[31m\ud800' }, passed],
    [{ text: 'end' }, { text: `${'x'.repeat(10_000_000)}end` }, passed],
    [{ text: '{{gold}}' }, { text: 'In Paris', gold: 'Paris' }, passed],
    [{ text: '{{gold}}' }, { text: 'In Paris' }, undecided],
  ])('%j on %j: %s', async (args, facts, verdict) => expect(await judge({ kind: 'contains', ...args }, facts)).toMatchObject({ verdict }))

  it('says what is missing and what must not be there', async () => {
    expect((await judge({ kind: 'contains', all: ['a', 'b'], any: ['c'], none: ['x'] }, { text: 'x' })).message).toBe(
      'missing: ["a","b"]; none of ["c"]; forbidden: ["x"]; found x, expected {"all":["a","b"],"any":["c"],"none":["x"]}',
    )
  })

  it('wants something to look for', () => {
    expect(faultsOf({ kind: 'contains' })).toEqual([' | the check: expected `text`, `any`, `all` or `none`'])
    expect(faultsOf({ kind: 'contains', any: [] })).toEqual(['any | any: found [], expected at least 1 items'])
  })
})
