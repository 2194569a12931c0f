import { expect, test } from 'vitest'
import { labelledChecks } from './labelled-checks.ts'
import type { CheckVerdict } from './labelled-checks.ts'

const verdict = (check: string, caseId: string, judge: CheckVerdict['judge'], person: CheckVerdict['person']): CheckVerdict => ({
  task: 'support',
  check,
  kind: 'judge',
  case: `support ${caseId}`,
  judge,
  person,
})

test('decided verdicts are counted per check and case, in the order of their names', () => {
  expect(
    labelledChecks([
      verdict('polite', 'two', 'passed', 'failed'),
      verdict('polite', 'one', 'passed', 'passed'),
      verdict('polite', 'two', 'failed', 'failed'),
      verdict('honest', 'one', 'failed', 'passed'),
      verdict('polite', 'three', null, 'passed'),
    ]),
  ).toEqual([
    { task: 'support', check: 'honest', kind: 'judge', cases: [[0, 0, 1, 0]] },
    {
      task: 'support',
      check: 'polite',
      kind: 'judge',
      cases: [
        [1, 0, 0, 0],
        [0, 1, 0, 1],
      ],
    },
  ])
})
