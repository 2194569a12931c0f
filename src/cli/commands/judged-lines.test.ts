import { expect, test } from 'vitest'
import type { JudgementChange } from '../../services/judgement-changes.ts'
import { calibrationLines } from './calibrate.ts'
import { judgedLines } from './judged-lines.ts'

const change = (index: number): JudgementChange => ({
  task: 'replies',
  model: 'mini',
  case: `case-${index}`,
  trial: 0,
  check: 'polite',
  from: null,
  to: 'failed',
  message: 'the judge says no',
})

test('many changes are counted, and the first twenty shown', () => {
  const changes = Array.from({ length: 25 }, (_, index) => change(index))
  const lines = judgedLines('run', {
    answers: 25,
    undecided: 1,
    changes,
    judges: [],
    spent: { calls: 2, nanoUsd: 0, unpriced: 2 },
    isOverBudget: false,
    problem: null,
    notes: [],
  })
  expect(lines.slice(0, 6)).toEqual([
    'run: 25 answers judged again',
    '1 of them with a question that the judge left undecided',
    'Calls of judges: 2, unpriced (what was asked before is not asked again)',
    '25 verdicts changed:',
    '  replies · polite: not there → failed, 25 answers',
    '  mini · case-0 · trial 0 · polite: not there → failed (the judge says no)',
  ])
  expect(lines.at(-1)).toBe('  and 5 more, all in the report')
})

test('a calibration without a verdict of a judge says so, and lists the first twenty labels that were skipped', () => {
  const skipped = Array.from({ length: 22 }, (_, index) => ({ line: index + 1, why: 'the check right asks no judge' }))
  const lines = calibrationLines({ judges: [], skipped })
  expect(lines[0]).toBe('No label belongs to a verdict of a judge.')
  expect(lines.slice(1, 3)).toEqual(['22 labels were skipped:', '  line 1: the check right asks no judge'])
  expect(lines.at(-1)).toBe('  and 2 more')
})
