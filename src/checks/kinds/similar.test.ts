import { describe, expect, it } from 'vitest'
import { faultsOf, judge } from '../testing/judge.ts'
import type { Facts } from '../testing/judge.ts'

const passed = 'passed'
const failed = 'failed'
const undecided = 'undecided'
type Example = [args: Record<string, unknown>, facts: Facts, verdict: string]

describe('similar', () => {
  it.each<Example>([
    [{ to: 'the cat sat', min: 0.9 }, { text: 'The cat sat.' }, passed],
    [{ to: 'the cat sat', min: 0.9 }, { text: 'a dog ran' }, failed],
    [{ to: 'the cat sat', by: 'edit', min: 0.9 }, { text: 'the cat sad' }, passed],
    [{ to: 'the cat sat', by: 'edit', min: 0.95 }, { text: 'the cat sad' }, failed],
    [{ min: 1 }, { text: 'same', gold: 'same' }, passed],
    [{ min: 0.5 }, { text: 'same' }, undecided],
    [{ min: 0.5, not: true }, { text: 'same' }, undecided],
    [{ min: 0 }, { text: '', gold: 'anything' }, passed],
    [{ min: 0.1 }, { text: '', gold: 'anything' }, failed],
    [{ to: '{{gold.summary}}', min: 1 }, { text: 'a b', gold: { summary: 'a b' } }, passed],
    [{ to: 'x', min: 0.5, not: true }, { text: 'y' }, passed],
    [{ min: 1 }, { text: '{"a":1}', gold: { a: 1 } }, passed],
    [{ to: 'x'.repeat(100_000), by: 'edit', min: 0.9 }, { text: `${'x'.repeat(10_000_000)}` }, passed],
  ])('%j on %j: %s', async (args, facts, verdict) => expect(await judge({ kind: 'similar', ...args }, facts)).toMatchObject({ verdict }))

  it('shows the similarity', async () => {
    expect((await judge({ kind: 'similar', to: 'a b', min: 0.9 }, { text: 'a c' })).message).toBe(
      'found similarity 0.500, expected at least 0.9',
    )
    expect((await judge({ kind: 'similar', min: 0.9 }, { text: 'a' })).message).toBe('there is neither a text nor gold to compare with')
  })

  it('compares meaning by embeddings', async () => {
    const check = { kind: 'similar', by: 'embedding', to: 'The physician treated the patient.', min: 0.6 }
    expect(await judge(check, { text: 'A doctor cared for the sick person.' })).toMatchObject({ verdict: 'passed' })
    expect(await judge(check, { text: 'Stock prices fell on Monday.' })).toMatchObject({ verdict: 'failed' })
  })

  it('wants a least similarity from 0 to 1', () => {
    expect(faultsOf({ kind: 'similar' })).toEqual([' | min is missing, expected a number'])
    expect(faultsOf({ kind: 'similar', min: 80 })).toEqual(['min | min: found 80, expected at most 1'])
  })
})
