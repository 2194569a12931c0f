import { expect, it } from 'vitest'
import type { TestRow } from '../data/test-row.ts'
import { sampleRows } from '../testing/sample-rows.ts'
import { steadinessOf } from './steadiness.ts'

const rows = sampleRows(4).filter(({ detail: { trial } }) => trial.task === 'ticket-triage' && trial.model === 'sonnet')
const ended = (outcomes: TestRow['outcome'][]): TestRow[] =>
  outcomes.map((outcome, index) => {
    const row = rows[index] as TestRow
    return { ...row, outcome, detail: { ...row.detail, trial: { ...row.detail.trial, counts: 'answered' } } }
  })

it('counts the cases that passed in all, some and none of their trials', () => {
  const steady = steadinessOf(
    ended(['passed', 'passed', 'failed', 'passed', 'failed', 'errored', 'undecided', 'failed']),
    'ticket-triage',
    ['sonnet', 'nobody'],
  )
  expect(steady).toEqual([{ model: 'sonnet', always: 1, sometimes: 1, never: 1 }])
})

it('is empty where nothing was asked twice', () => {
  const once = sampleRows(4).filter(({ detail }) => detail.trial.trial === 0)
  expect(steadinessOf(once, 'ticket-triage', ['sonnet'])).toEqual([])
})
