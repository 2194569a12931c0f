import { describe, expect, it } from 'vitest'
import { faultsOf, judge } from '../testing/judge.ts'
import type { Facts } from '../testing/judge.ts'

const passed = 'passed'
const failed = 'failed'
const undecided = 'undecided'
type Example = [args: Record<string, unknown>, facts: Facts, verdict: string]

describe('regex', () => {
  it.each<Example>([
    [{ pattern: '^\\d+$' }, { text: '123' }, passed],
    [{ pattern: '^\\d+$' }, { text: '12a' }, failed],
    [{ pattern: 'paris', flags: 'i' }, { text: 'PARIS' }, passed],
    [{ pattern: 'paris', ignoreCase: true }, { text: 'PARIS' }, passed],
    [{ pattern: '^two$', flags: 'm' }, { text: 'one\ntwo' }, passed],
    [{ pattern: 'a', not: true }, { text: 'b' }, passed],
    [{ pattern: '^\\d\\d:\\d\\d$', path: '$[*].start' }, { text: '[{"start": "00:10"}, {"start": "01:20"}]' }, passed],
    [{ pattern: '^\\d\\d:\\d\\d$', path: '$[*].start' }, { text: '[{"start": "00:10"}, {"start": "1"}]' }, failed],
    [{ pattern: '^[a-z]+$', path: 'tags' }, { text: '{"tags": ["a", "b"]}' }, passed],
    [{ pattern: '^4', path: 'n' }, { text: '{"n": 42}' }, passed],
    [{ pattern: 'a', path: '$.absent' }, { text: '{}' }, failed],
    [{ pattern: 'a', path: 'b' }, { text: 'no JSON' }, failed],
    [{ pattern: '^(a+)+$' }, { text: `${'a'.repeat(100_000)}!` }, failed],
    [{ pattern: '\\x1b\\[31m' }, { text: '\u001b[31m\u0000\ud800' }, passed],
    [{ pattern: '^{{gold}}$' }, { text: 'abc', gold: 'a.c' }, passed],
    [{ pattern: '{{gold}}' }, { text: 'abc', gold: '(' }, undecided],
    [{ pattern: '^(?:a?b?){900}c$' }, { text: 'a'.repeat(3_000_000) }, undecided],
  ])('%j on %j: %s', async (args, facts, verdict) => expect(await judge({ kind: 'regex', ...args }, facts)).toMatchObject({ verdict }))

  it('shows the pattern and the values that do not match', async () => {
    expect((await judge({ kind: 'regex', pattern: 'x', flags: 'i', path: '$[*]' }, { text: '["x", "y"]' })).message).toBe(
      'found ["y"], expected /x/i',
    )
    expect((await judge({ kind: 'regex', pattern: '{{gold}}' }, { text: 'a', gold: '(' })).message).toMatch(
      /^the check could not be applied: the pattern "\(" is not legal/,
    )
    expect((await judge({ kind: 'regex', pattern: 'x', path: 'a' }, { text: '{}' })).message).toBe('nothing is at a; expected /x/')
  })

  it('refuses illegal patterns, flags and paths before any call', () => {
    expect(faultsOf({ kind: 'regex', pattern: '(a)\\1' })).toEqual([expect.stringMatching(/^pattern \| the pattern .* is not legal/)])
    expect(faultsOf({ kind: 'regex', pattern: 'a', flags: 'g' })).toEqual(['flags | the flag "g" is not known, expected i, m, s, u'])
    expect(faultsOf({ kind: 'regex', pattern: 'a', path: '$[' })).toEqual([
      expect.stringMatching(/^path \| path: found "\$\[", the path \$\[ is not a JSONPath/),
    ])
    expect(faultsOf({ kind: 'regex' })).toEqual([' | pattern is missing, expected a text'])
    expect(faultsOf({ kind: 'regex', pattern: '(', path: '{{gold.path}}' })).toHaveLength(1)
  })
})
