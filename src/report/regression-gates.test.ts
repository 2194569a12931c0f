import { expect, test } from 'vitest'
import { singleTrial } from '../metrics/testing/test-trial.ts'
import type { Baseline } from '../schema/baseline.ts'
import type { FoundBaseline } from '../schema/find-baseline.ts'
import type { Gate } from '../schema/task.ts'
import type { TrialRecord } from '../schema/trial-record.ts'
import { generatedHeader, generatedTask } from '../records/testing/generated-records.ts'
import { gateResults } from './judge-gates.ts'
import { regressionNote } from './format-gate.ts'
import { matchingHash, scoreModel } from './score-run.ts'

const GATE: Gate = { metric: 'accuracy', baseline: 'main', bound: 'interval', undecided: 'warn' }
const task = (gates: Gate[], over = {}) => generatedTask({ gates, ...over })
const trialsOf = (right: number, wrong: number): TrialRecord[] =>
  Array.from({ length: right + wrong }, (_, index) =>
    singleTrial(`case ${String(index).padStart(3, '0')}`, index < right ? 'right' : 'wrong'),
  )

function baseline(trials: readonly TrialRecord[], over: Partial<Baseline['tasks'][number]> = {}): Baseline {
  const { name, useCase, taskHash, promptHash, checksHash, caseSetHash, primary, metrics } = generatedTask()
  const { runId: id, startedAt, finishedAt, status, commit, dirty, seed, configHash, versions, generalModel, priceDate } = generatedHeader()
  const hashes = { taskHash, promptHash, checksHash, matchingHash: matchingHash(generatedTask()), caseSetHash }
  const models = [scoreModel('model', undefined, trials, metrics)]
  return {
    schema: 'taskbench/baseline@1',
    run: { id, startedAt, finishedAt, status, commit, dirty, seed, configHash, versions, generalModel, priceDate },
    tasks: [{ task: name, useCase, ...hashes, primary, metrics, trials: 1, planned: trials.length, models, ...over }],
  }
}
const found = (of: Baseline) => (): FoundBaseline => ({ kind: 'found', baseline: of })
const judge = (trials: readonly TrialRecord[], find: () => FoundBaseline, gates: Gate[] = [GATE], over = {}) =>
  gateResults(task(gates, over), trials.length, 'model', trials, find)

test('a run that is worse fails, one that is not passes, and the run that it was held against is named', () => {
  const main = found(baseline(trialsOf(190, 10)))
  const [failed] = judge(trialsOf(120, 80), main)
  expect(failed).toMatchObject({
    verdict: 'failed',
    rule: 'accuracy not worse than main',
    reason: 'it is worse by more than 0.05',
    regression: { baseline: 'main', pairs: 200, change: 'absolute' },
  })
  expect(failed?.value).toBeCloseTo(-0.35, 12)
  expect(regressionNote(failed as never)).toBe('main: run 20261121t045512z-x7k2q9, commit fdc3a9b, 200 pairs')
  expect(judge(trialsOf(191, 9), main)[0]).toMatchObject({ verdict: 'passed', reason: 'not worse by more than 0.05 (shown at 95 %)' })
})

test('few cases are undecided, and the gate says how many it would need', () => {
  const [gate] = judge(trialsOf(9, 3), found(baseline(trialsOf(9, 3))))
  expect(gate).toMatchObject({
    verdict: 'undecided',
    casesNeeded: expect.any(Number),
    reason: expect.stringMatching(/about \d+ cases would decide it/),
  })
})

test('gates of one suite are one family: what fails alone may be chance among several', () => {
  const main = found(baseline(trialsOf(20, 0)))
  const margin: Gate = { ...GATE, margin: 0 }
  const now = trialsOf(15, 5)
  expect(judge(now, main, [margin])[0]?.verdict).toBe('failed')
  const many = judge(now, main, [margin, { ...margin, metric: 'pass-rate' }, { ...margin, metric: 'pass-rate', margin: 0.01 }])
  expect(many[0]).toMatchObject({
    verdict: 'undecided',
    reason: expect.stringMatching(/^alone it would be worse by more than 0, but as one of 3 gates its p is 0\.\d+$/),
  })
})

test('without a baseline a gate is undecided, with the command that sets one', () => {
  expect(judge(trialsOf(5, 5), () => ({ kind: 'absent' }))[0]).toMatchObject({
    verdict: 'undecided',
    value: null,
    reason: 'there is no baseline main: set it with `taskbench baseline set RUN`',
  })
  expect(judge(trialsOf(5, 5), () => ({ kind: 'absent' }), [{ ...GATE, baseline: 'release' }])[0]?.reason).toBe(
    'there is no baseline release: set it with `taskbench baseline set RUN --name release`',
  )
})

test('a baseline without this task, model or metric leaves the gate undecided', () => {
  const whole = baseline(trialsOf(10, 0))
  const [own] = whole.tasks as [Baseline['tasks'][number]]
  const reasonOf = (tasks: Baseline['tasks']) => judge(trialsOf(10, 0), found({ ...whole, tasks }))[0]
  expect(reasonOf([])).toMatchObject({
    verdict: 'undecided',
    reason: 'the baseline main has no task triage: set it with `taskbench baseline set RUN`',
  })
  expect(reasonOf([{ ...own, models: [] }])?.reason).toMatch(/^the baseline main has no model model in triage: /)
  expect(reasonOf([{ ...own, metrics: ['cost'] }])?.reason).toMatch(/^the baseline main has no scores by accuracy: /)
})

test('a baseline that cannot be read is undecided, with the reason', () => {
  const [gate] = judge(trialsOf(10, 0), () => ({ kind: 'unreadable', problem: 'Found schema "taskbench/baseline@9"' }))
  expect(gate).toMatchObject({ verdict: 'undecided', reason: 'the baseline main cannot be read: Found schema "taskbench/baseline@9"' })
})

test('a baseline of another version of the task is no measure where checks or matching have changed', () => {
  const main = found(baseline(trialsOf(40, 0)))
  const rate: Gate = { ...GATE, metric: 'pass-rate' }
  expect(judge(trialsOf(0, 40), main, [rate], { checksHash: 'edited' })[0]).toMatchObject({
    verdict: 'undecided',
    value: null,
    reason: expect.stringMatching(/^since the baseline main was set the checks have changed: pass-rate was measured by others/),
  })
  expect(judge(trialsOf(0, 40), main, [GATE], { pairing: { key: 'x', by: 'exact' } })[0]?.reason).toMatch(
    /the output format or pairing has changed/,
  )
  expect(judge(trialsOf(0, 40), main, [GATE], { promptHash: 'edited', checksHash: 'edited' })[0]?.verdict).toBe('failed')
})

test('cases that were edited since are other cases; none in common is undecided', () => {
  const main = found(baseline(trialsOf(100, 0)))
  const edited = trialsOf(100, 0).map((trial, index) => (index < 4 ? { ...trial, caseHash: 'edited' } : trial))
  expect(judge(edited, main)[0]).toMatchObject({
    verdict: 'passed',
    reason: expect.stringMatching(/; 4 of 100 cases are not in the baseline$/),
    regression: { pairs: 96 },
  })
  const others = trialsOf(0, 100).map((trial, index) => ({ ...trial, caseHash: `edited ${index}` }))
  expect(judge(others, main)[0]).toMatchObject({
    verdict: 'undecided',
    value: null,
    reason: 'no case is in both the run and the baseline; 100 of 100 cases are not in the baseline',
  })
})

test('under a filter all gates are skipped', () => {
  const results = gateResults(
    task([GATE, { ...GATE, baseline: undefined, min: 0.5 }]),
    20,
    'model',
    trialsOf(5, 0),
    found(baseline(trialsOf(20, 0))),
  )
  expect(results.map(({ verdict, reason }) => [verdict, reason])).toEqual([
    ['skipped', 'partial: 5 of 20 trials were run'],
    ['skipped', 'partial: 5 of 20 trials were run'],
  ])
})

test('a gate with a threshold and a baseline keeps to both', () => {
  const main = found(baseline(trialsOf(200, 0)))
  const gate: Gate = { ...GATE, min: 0.5 }
  expect(judge(trialsOf(150, 50), main, [gate])[0]).toMatchObject({
    verdict: 'failed',
    value: 0.75,
    reason: 'it is worse by more than 0.05',
  })
  expect(judge(trialsOf(200, 0), main, [gate])[0]?.verdict).toBe('passed')
  expect(judge(trialsOf(200, 0), () => ({ kind: 'absent' }), [gate])[0]).toMatchObject({
    verdict: 'undecided',
    reason: expect.stringContaining('there is no baseline main'),
  })
  expect(judge(trialsOf(50, 150), () => ({ kind: 'absent' }), [gate])[0]?.verdict).toBe('failed')
})

test('a metric of another version of taskbench is undecided', () => {
  expect(judge(trialsOf(3, 0), found(baseline(trialsOf(3, 0))), [{ ...GATE, metric: 'charm' }])[0]).toMatchObject({
    verdict: 'undecided',
    reason: 'this version knows no metric charm',
  })
})
