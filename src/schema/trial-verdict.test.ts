import { expect, test } from 'vitest'
import type { CheckResult } from './check.ts'
import { trialVerdict } from './trial-verdict.ts'

const check = (verdict: CheckResult['verdict'], severity: CheckResult['severity'] = 'critical'): CheckResult => ({
  name: `${severity} ${verdict}`,
  kind: 'json',
  severity,
  verdict,
  message: '',
})

const answered = (...checks: CheckResult[]) => trialVerdict({ status: 'answered', counts: 'answered', checks })

test('a critical check that is undecided leaves an answer undecided, unless another one failed', () => {
  expect(answered(check('passed'), check('undecided'))).toBe('undecided')
  expect(answered(check('failed'), check('undecided'))).toBe('failed')
  expect(answered(check('passed'), check('undecided', 'warning'), check('failed', 'info'))).toBe('passed')
  expect(answered()).toBe('passed')
})

test('an error is a failed answer or says nothing', () => {
  expect(trialVerdict({ status: 'errored', counts: 'answered', checks: [] })).toBe('failed')
  expect(trialVerdict({ status: 'errored', counts: 'missing', checks: [] })).toBe('undecided')
  expect(trialVerdict({ status: 'skipped', counts: 'missing', checks: [] })).toBe('undecided')
})
