import { expect, test } from 'vitest'
import { testTrial } from '../metrics/testing/test-trial.ts'
import type { CheckResult, Verdict } from '../schema/check.ts'
import type { LabelCounts, LabelledCheck } from '../schema/judge.ts'
import { resultSchema } from '../schema/report.ts'
import type { TrialRecord } from '../schema/trial-record.ts'
import { JudgeCorrections } from './judge-corrections.ts'
import { judgedRates } from './judged-rates.ts'
import { generatedCheckCount, generatedResult } from './testing/generated-report.ts'

const JUDGE = { model: 'referee', simulated: false, promptHash: 'v1', at: '2026-11-21T05:00:00.000Z' }
const check = (name: string, verdict: Verdict, kind = 'judge'): CheckResult => ({ name, kind, severity: 'critical', verdict, message: '' })
/** 100 answers, 80 of which the judge passed. */
const trials: TrialRecord[] = Array.from({ length: 100 }, (_, index) =>
  testTrial(String(index).padStart(3, '0'), {
    judge: JUDGE,
    checks: [check('polite', index < 80 ? 'passed' : 'failed'), check('short', 'passed', 'length')],
  }),
)
const counts = [generatedCheckCount('polite', 80, 20, { kind: 'judge' }), generatedCheckCount('short', 100, 0, { kind: 'length' })]

/** Labels of single cases: so many of each outcome. */
const labelled = (bothPassed: number, judgeOnly: number, peopleOnly: number, bothFailed: number, over = {}): LabelledCheck => {
  const cases = ([bothPassed, judgeOnly, peopleOnly, bothFailed] as const).flatMap((count, place) =>
    Array.from({ length: count }, () => [0, 1, 2, 3].map((each) => Number(each === place)) as LabelCounts),
  )
  return { task: 'support', check: 'polite', kind: 'judge', cases, ...over }
}
const correct = (labels: LabelledCheck[], of: readonly TrialRecord[] = trials) =>
  new JudgeCorrections(new Map([['referee v1', labels]]), 1).correct('support', counts, of)

test('the pass rate of a judge check is corrected by the labels of the check, with both error rates and their uncertainty', () => {
  const [polite, short] = correct([labelled(60, 20, 0, 20)])
  expect(polite?.corrected).toMatchObject({
    value: expect.closeTo(0.6, 12),
    n: 100,
    labels: 100,
    labelsOf: 'check',
    method: 'Rogan–Gladen, bootstrap over cases and labels',
    sensitivity: { value: 1, n: 60 },
    specificity: { value: 0.5, n: 40 },
  })
  expect(polite?.corrected?.low).toBeLessThan(0.55)
  expect(polite?.corrected?.high).toBeGreaterThan(0.65)
  expect(polite?.failedShare).toEqual(counts[0]?.failedShare)
  expect(short).toEqual(counts[1])
  expect(correct([labelled(60, 20, 0, 20)])).toEqual(correct([labelled(60, 20, 0, 20)]))
  expect(() => resultSchema.shape.checks.parse(correct([labelled(60, 20, 0, 20)]))).not.toThrow()
})

test('labels of other checks stand in where those of the check do not tell, and that is said', () => {
  const others = labelled(45, 5, 5, 45, { check: 'honest' })
  expect(correct([others])[0]?.corrected).toMatchObject({ labelsOf: 'judge', labels: 100 })
  expect(correct([others, labelled(10, 0, 0, 0)])[0]?.corrected).toMatchObject({ labelsOf: 'judge', labels: 110 })
})

test('nothing changes without a calibration, of several judges, or of a judge no better than chance', () => {
  expect(correct([])).toBe(counts)
  expect(new JudgeCorrections(new Map(), 1).correct('support', counts, trials)).toBe(counts)
  const two = trials.map((trial, index) => (index === 0 ? { ...trial, judge: { ...JUDGE, promptHash: 'v2' } } : trial))
  expect(correct([labelled(60, 20, 0, 20)], two)).toBe(counts)
  expect(correct([labelled(20, 20, 20, 20)])).toEqual(counts)
  expect(correct([labelled(60, 20, 0, 20, { kind: 'other' })])).toEqual(counts)
})

test('several trials of a case are averaged first, undecided ones left out', () => {
  const several = trials
    .slice(0, 60)
    .flatMap((trial) => [
      trial,
      { ...trial, trial: 1, checks: [check('polite', 'failed')] },
      { ...trial, trial: 2, checks: [check('polite', 'undecided')] },
    ])
  expect(correct([labelled(50, 0, 0, 50)], several)[0]?.corrected).toMatchObject({ value: expect.closeTo(0.5, 12), n: 60 })
})

test('both rates are told in words', () => {
  const checks = correct([labelled(60, 20, 0, 20)])
  const [rate, ...more] = judgedRates([generatedResult('mini', 0.9, { checks })])
  expect(more).toEqual([])
  expect(rate).toMatchObject({ model: 'mini', check: 'polite', labels: '100 labels of this check' })
  expect(rate?.raw).toMatch(/^80\.0 % \[/)
  expect(rate?.corrected).toMatch(/^60\.0 % \[/)
  expect(rate?.sensitivity).toMatch(/^100\.0 % \[/)
})
