import { describe, expect, it } from 'vitest'
import { faultsOf, judge } from '../testing/judge.ts'
import type { Facts } from '../testing/judge.ts'

const passed = 'passed'
const failed = 'failed'
const undecided = 'undecided'
type Example = [args: Record<string, unknown>, facts: Facts, verdict: string]

describe('expression', () => {
  it.each<Example>([
    [{ cel: 'size(output) == 2' }, { text: '[1, 2]' }, passed],
    [{ cel: 'size(output) == 2' }, { text: '[1]' }, failed],
    [{ cel: 'output.all(item, item.price > 0)' }, { text: '[{"price": 1}, {"price": 2.5}]' }, passed],
    [{ cel: 'output.total == gold.total' }, { text: '{"total": 5}', gold: { total: 5 } }, passed],
    [{ cel: 'output.total == gold.total' }, { text: '{"total": 5}' }, undecided],
    [{ cel: 'text.contains(input.name)' }, { text: 'Hello Ada', input: { name: 'Ada' }, format: 'text' }, passed],
    [{ cel: 'output.absent > 1' }, { text: '{}' }, undecided],
    [{ cel: 'output.absent > 1', not: true }, { text: '{}' }, undecided],
    [{ cel: 'has(output.absent)' }, { text: '{}' }, failed],
    [{ cel: 'output == null' }, { text: 'no JSON' }, passed],
    [{ cel: 'size(output)' }, { text: '[1]' }, undecided],
    [{ cel: 'size(output) > 5', not: true }, { text: '[1]' }, passed],
    [{ cel: 'text.matches("^(a+)+$")' }, { text: `${'a'.repeat(50_000)}!` }, failed],
    [
      { cel: 'output.all(a, output.all(b, output.all(c, c >= 0)))' },
      { text: JSON.stringify(Array.from({ length: 1_000 }, () => 1)) },
      undecided,
    ],
    [{ cel: 'has(output.admin)' }, { text: '{"__proto__": {"admin": true}}' }, failed],
  ])('%j on %j: %s', async (args, facts, verdict) => expect(await judge({ kind: 'expression', ...args }, facts)).toMatchObject({ verdict }))

  it('shows the expression, and why it could not be evaluated', async () => {
    expect((await judge({ kind: 'expression', cel: 'size(output) > 1' }, { text: '[1]' })).message).toBe(
      'found [1], expected size(output) > 1',
    )
    expect((await judge({ kind: 'expression', cel: 'size(output)' }, { text: '[1]' })).message).toBe(
      'the expression gave 1, expected true or false',
    )
    expect((await judge({ kind: 'expression', cel: 'output.a' }, { text: '{}' })).message).toBe(
      'the check could not be applied: the expression could not be evaluated: No such key: a',
    )
  })

  it('refuses illegal expressions and unknown variables before any call', () => {
    expect(faultsOf({ kind: 'expression', cel: 'size(' })).toEqual([expect.stringMatching(/^cel \| the expression is not CEL: /)])
    expect(faultsOf({ kind: 'expression', cel: 'answer == 1' })).toEqual(['cel | the expression is not CEL: Unknown variable: answer'])
    expect(faultsOf({ kind: 'expression' })).toEqual([' | cel is missing, expected a text'])
  })
})
