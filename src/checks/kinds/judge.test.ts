import { expect, test } from 'vitest'
import type { JudgeQuestion } from '../../schema/judge.ts'
import { runChecks } from '../run-checks.ts'
import { checkOf, contextOf, faultsOf, judge } from '../testing/judge.ts'

const QUESTION = { kind: 'judge', question: 'Is it polite?' }

test('without a judge it is undecided', async () => {
  expect(await judge(QUESTION, { text: 'x' })).toMatchObject({ verdict: 'undecided', message: 'no judge was asked' })
})

test('judges are asked after all other checks, all of them at once, and keep their reasons', async () => {
  const asked: JudgeQuestion[] = []
  const waiting: (() => void)[] = []
  const context = {
    ...contextOf({ text: 'Paris', input: { country: 'France' } }),
    judge: (question: JudgeQuestion) => {
      asked.push(question)
      return new Promise<{ verdict: 'passed'; reason: string }>((resolve) => {
        waiting.push(() => resolve({ verdict: 'passed', reason: 'the judge says yes: so it is' }))
        if (waiting.length === 2) for (const done of waiting) done()
      })
    },
  }
  const specs = [
    checkOf({ ...QUESTION, name: 'polite' }),
    checkOf({ kind: 'contains', text: 'Paris' }),
    checkOf({ kind: 'judge', name: 'rude', question: 'Does it insult {{input.country}}?', votes: 3, not: true }),
  ]
  expect(await runChecks(specs, context)).toMatchObject([
    { name: 'polite', verdict: 'passed', message: 'the judge says yes: so it is' },
    { verdict: 'passed' },
    { name: 'rude', verdict: 'failed', message: 'the judge says yes: so it is' },
  ])
  expect(asked).toEqual([
    { question: 'Is it polite?', votes: 1 },
    { question: 'Does it insult France?', votes: 3 },
  ])
})

test.each([
  [{ kind: 'judge' }, ' | question is missing, expected a text'],
  [{ ...QUESTION, votes: 2 }, 'votes | votes: found 2, expected an odd number of votes'],
  [{ ...QUESTION, votes: 11 }, 'votes | votes: found 11, expected at most 9'],
])('%j is refused', (raw, fault) => expect(faultsOf(raw)).toEqual([fault]))
