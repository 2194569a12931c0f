import { describe, expect, it } from 'vitest'
import { faultsOf, judge } from '../testing/judge.ts'
import type { Facts } from '../testing/judge.ts'

const passed = 'passed'
const failed = 'failed'
type Example = [args: Record<string, unknown>, facts: Facts, verdict: string]

const usage = {
  inputTokens: 1,
  outputTokens: 1,
  cachedInputTokens: 0,
  cacheWriteInputTokens: 0,
  reasoningTokens: 0,
  source: 'provider' as const,
}

describe('length', () => {
  it.each<Example>([
    [{ max: 5 }, { text: 'abcde' }, passed],
    [{ max: 5 }, { text: 'abcdef' }, failed],
    [{ min: 1 }, { text: '' }, failed],
    [{ max: 2 }, { text: '😀😀' }, passed],
    [{ max: 2 }, { text: '\ud800\ud800\ud800' }, failed],
    [{ unit: 'words', min: 2, max: 3 }, { text: 'one two - three' }, passed],
    [{ unit: 'words', max: 2 }, { text: 'one two three' }, failed],
    [{ unit: 'lines', max: 2 }, { text: 'one\r\ntwo\n' }, passed],
    [{ unit: 'lines', max: 1 }, { text: 'one\ntwo' }, failed],
    [{ unit: 'tokens', max: 10 }, { text: 'x'.repeat(1_000), usage: { ...usage, outputTokens: 10 } }, passed],
    [{ unit: 'tokens', max: 10 }, { text: 'x', usage: { ...usage, outputTokens: 11 } }, failed],
    [{ unit: 'tokens', max: 10 }, { text: 'x'.repeat(40) }, passed],
    [{ unit: 'tokens', max: 10 }, { text: 'x'.repeat(41) }, failed],
    [{ max: 5, not: true }, { text: 'abcdef' }, passed],
  ])('%j on %j: %s', async (args, facts, verdict) => expect(await judge({ kind: 'length', ...args }, facts)).toMatchObject({ verdict }))

  it('counts a million words', async () => {
    expect(await judge({ kind: 'length', unit: 'words', min: 1_000_000 }, { text: 'word '.repeat(1_000_000) })).toMatchObject({
      verdict: passed,
    })
  })

  it('shows the length and the bounds', async () => {
    expect((await judge({ kind: 'length', unit: 'words', min: 2, max: 2 }, { text: 'a' })).message).toBe(
      'found 1 words, expected exactly 2 words',
    )
    expect((await judge({ kind: 'length', unit: 'tokens', min: 5 }, { text: 'a' })).message).toBe(
      'estimated as 4 characters each; found 1 tokens, expected at least 5 tokens',
    )
    expect((await judge({ kind: 'length', max: 0 }, { text: 'a' })).message).toBe('found 1 characters, expected at most 0 characters')
  })

  it('wants a bound', () => {
    expect(faultsOf({ kind: 'length' })).toEqual([' | the check: expected `min` or `max`'])
    expect(faultsOf({ kind: 'length', max: 1, unit: 'letters' })).toEqual([
      'unit | unit: found "letters", expected "characters" or "words" or "lines" or "tokens"',
    ])
  })
})
