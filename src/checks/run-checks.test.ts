import { z } from 'zod'
import { describe, expect, it } from 'vitest'
import type { CheckKind } from '../schema/check-kind.ts'
import type { CheckSpec } from '../schema/check.ts'
import { checkKind } from './check-kinds.ts'
import { defineCheck } from './define-check.ts'
import { runChecks } from './run-checks.ts'
import { checkOf, contextOf, judge } from './testing/judge.ts'

const calls: string[] = []
const kinds: Record<string, CheckKind> = Object.fromEntries(
  [
    defineCheck({
      kind: 'slow',
      passesWhen: 'never',
      schema: z.strictObject({}),
      expense: 'judge',
      instruction: true,
      apply: () => new Promise(() => {}),
    }),
    defineCheck({
      kind: 'rejecting',
      passesWhen: 'never',
      schema: z.strictObject({}),
      expense: 'computed',
      instruction: true,
      apply: () => Promise.reject(new Error('no network')),
    }),
    ...(['judge', 'computed', 'cheap'] as const).map((expense) =>
      defineCheck({
        kind: expense,
        passesWhen: 'always',
        schema: z.strictObject({}),
        expense,
        instruction: true,
        apply() {
          calls.push(expense)
          return { verdict: 'passed' }
        },
      }),
    ),
  ].map((kind) => [kind.kind, kind]),
)
const kindOf = (name: string) => kinds[name] ?? checkKind(name)
const spec = (kind: string): CheckSpec => ({ name: kind, kind, severity: 'critical', not: false, arguments: {} })

describe('runChecks', () => {
  it('runs cheap checks first and gives results in the written order', async () => {
    const results = await runChecks(['judge', 'cheap', 'computed', 'cheap'].map(spec), contextOf({}), { kindOf })
    expect(calls).toEqual(['cheap', 'cheap', 'computed', 'judge'])
    expect(results.map(({ name }) => name)).toEqual(['judge', 'cheap', 'computed', 'cheap'])
  })

  it('has nothing to say without checks', async () => expect(await runChecks([], contextOf({}))).toEqual([]))

  it('says nothing more of a check that passes', async () => {
    expect(await judge({ kind: 'contains', text: 'a', name: 'has a', severity: 'info' }, { text: 'a' })).toEqual({
      name: 'has a',
      kind: 'contains',
      severity: 'info',
      verdict: 'passed',
      message: '',
    })
  })

  it('leaves a check undecided that crashes, rejects, takes too long or is not known', async () => {
    const results = await runChecks(
      [checkOf({ kind: 'expression', cel: 'output.a' }), spec('rejecting'), spec('slow'), spec('gone')],
      contextOf({ text: '{}' }),
      {
        kindOf,
        deadlineMs: 5,
      },
    )
    expect(results.map(({ verdict, message }) => `${verdict}: ${message}`)).toEqual([
      'undecided: the check could not be applied: the expression could not be evaluated: No such key: a',
      'undecided: the check could not be applied: no network',
      'undecided: the check took more than 5 ms',
      'undecided: there is no kind of check "gone"',
    ])
  })

  it('fills in gold and input, in whole or within a text', async () => {
    const facts = { text: 'Ada is 36', gold: { age: 36, tags: ['x'] }, input: { name: 'Ada' } }
    expect(await judge({ kind: 'contains', text: '{{input.name}} is {{ gold.age }}' }, facts)).toMatchObject({ verdict: 'passed' })
    expect(await judge({ kind: 'contains', text: '{{gold.age}}' }, facts)).toMatchObject({ verdict: 'passed' })
    expect(await judge({ kind: 'contains', all: ['{{gold.age}}', 'Ada'] }, facts)).toMatchObject({ verdict: 'passed' })
    expect(await judge({ kind: 'number', value: '{{gold.age}}' }, { ...facts, format: 'number' })).toMatchObject({ verdict: 'passed' })
    expect(await judge({ kind: 'contains', text: '{{gold.tags}}' }, facts)).toMatchObject({
      verdict: 'undecided',
      message: 'the check could not be applied: text: found ["x"], expected a text',
    })
    expect(await judge({ kind: 'contains', text: '{{gold.absent}}' }, facts)).toMatchObject({
      verdict: 'undecided',
      message: 'the check could not be applied: the case has no gold.absent',
    })
    expect(await judge({ kind: 'contains', text: '{{input.constructor}}' }, facts)).toMatchObject({ verdict: 'undecided' })
    expect(await judge({ kind: 'contains', text: '{{gold.tags.0}}' }, { ...facts, text: 'x' })).toMatchObject({ verdict: 'passed' })
  })

  it('never fills in what was filled in', async () => {
    expect(
      await judge({ kind: 'contains', text: '{{input.name}}' }, { text: '{{gold}}', input: { name: '{{gold}}' }, gold: 'x' }),
    ).toMatchObject({
      verdict: 'passed',
    })
  })

  it('shortens what it shows', async () => {
    const result = await judge({ kind: 'contains', text: 'y' }, { text: 'x'.repeat(10_000_000) })
    expect(result.found?.length).toBeLessThanOrEqual(200)
    expect(result.message.length).toBeLessThanOrEqual(800)
    expect(result.message).toContain('(9999')
    expect((await judge({ kind: 'contains', text: 'y' }, { text: '' })).message).toContain('found an empty text')
  })

  it('turns a verdict round, but not that of an answer that could not be read', async () => {
    expect(await judge({ kind: 'unique', not: true }, { text: '[1]' })).toMatchObject({ verdict: 'failed', expected: 'not no value twice' })
    expect(await judge({ kind: 'unique', not: true }, { text: 'no' })).toMatchObject({ verdict: 'failed' })
  })

  it.each(['<script>alert(1)</script>', '\u001b[2J\u0000', 'lone \ud800', '{"__proto__": {"a": 1}}', '', ' ', '[[[[', '9'.repeat(100_000)])(
    'judges the hostile answer %.30j by every kind without crashing',
    async (text) => {
      const specs = [
        { kind: 'json' },
        { kind: 'schema', schema: { type: 'object' } },
        { kind: 'equals', value: { a: 1 } },
        { kind: 'contains', text: 'a' },
        { kind: 'regex', pattern: '(a+)+$' },
        { kind: 'number', value: 1 },
        { kind: 'one-of', values: ['a'] },
        { kind: 'length', unit: 'words', max: 3 },
        { kind: 'count', min: 1 },
        { kind: 'unique' },
        { kind: 'ordered' },
        { kind: 'no-overlap', start: 'a', end: 'b' },
        { kind: 'covers', start: 'a', end: 'b', from: 0, to: 1 },
        { kind: 'similar', to: 'a', min: 0.5, by: 'edit' },
        { kind: 'expression', cel: 'output == null || text.size() >= 0' },
        { kind: 'tool-calls', calls: [] },
        { kind: 'refusal' },
      ].map(checkOf)
      for (const format of ['text', 'json', 'lines', 'number']) {
        const results = await runChecks(specs, contextOf({ text, format }))
        expect(results.map(({ verdict }) => verdict)).not.toContain('undecided')
      }
    },
  )
})
