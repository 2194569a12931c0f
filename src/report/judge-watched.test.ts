import { expect, test } from 'vitest'
import { itemTrial, missingTrial, singleTrial, testTrial } from '../metrics/testing/test-trial.ts'
import { caseOrder } from '../random/case-order.ts'
import { seededRandom } from '../random/seeded-random.ts'
import { generatedHeader, generatedTask } from '../records/testing/generated-records.ts'
import type { Baseline } from '../schema/baseline.ts'
import type { FindBaseline } from '../schema/find-baseline.ts'
import { GATES_DECIDED } from '../schema/is-not-asked.ts'
import type { TaskRecord } from '../schema/run-header.ts'
import type { Gate } from '../schema/task.ts'
import type { TrialRecord } from '../schema/trial-record.ts'
import { askedInOrder, watchedGateResults } from './judge-watched.ts'
import { matchingHash, scoreModel } from './score-run.ts'
import { WatchedGates } from './watched-gates.ts'

const SEED = 7
const gate = (over: Partial<Gate>): Gate => ({ metric: 'accuracy', bound: 'interval', undecided: 'warn', ...over })
const stopping = (gates: Gate[], cases: number, over: Partial<TaskRecord> = {}) => generatedTask({ gates, cases, stop: 'decided', ...over })
const ids = (cases: number) => Array.from({ length: cases }, (_, index) => `case ${String(index).padStart(4, '0')}`)

/** The trials of all cases in the order of asking, right with this probability. */
function answersOf(cases: number, share: number, seed: number = 1): TrialRecord[] {
  const random = seededRandom('answers', seed)
  return caseOrder(ids(cases), (id) => id, SEED, 'triage').map((id) => singleTrial(id, random.next() < share ? 'right' : 'wrong'))
}

const leftOut = (trial: TrialRecord): TrialRecord =>
  testTrial(trial.case, { status: 'skipped', counts: 'missing', skipReason: GATES_DECIDED })

/** Asks until the gates are decided, and `beyond` cases more. */
function asked(
  task: TaskRecord,
  answers: readonly TrialRecord[],
  { beyond = 0, find = () => ({ kind: 'absent' }) }: { beyond?: number; find?: FindBaseline } = {},
) {
  const gates = new WatchedGates(task, answers.length, 'model', find)
  const end = answers.findIndex((trial) => (gates.add([trial]), gates.isDecided))
  const count = end === -1 ? answers.length : end + 1 + beyond
  return { count, trials: answers.map((trial, place) => (place < count ? trial : leftOut(trial))) }
}

const judge = (task: TaskRecord, trials: readonly TrialRecord[], find?: FindBaseline) =>
  watchedGateResults({ task, planned: task.cases * task.trials.count, model: 'model', trials, seed: SEED, find })

test('a clearly good model passes and a clearly bad one fails long before all cases, with what holds whenever asking stops', () => {
  const task = stopping([gate({ min: 0.8 })], 200)
  for (const [share, verdict] of [
    [0.97, 'passed'],
    [0.5, 'failed'],
  ] as const) {
    const { count, trials } = asked(task, answersOf(200, share))
    expect(count).toBeLessThan(80)
    const [result] = judge(task, trials)
    expect(result).toMatchObject({
      verdict,
      decidedAfter: count,
      casesNeeded: null,
      reason: `decided after ${count} of 200 cases, by bets that hold whenever asking stops`,
    })
    expect([(result?.low ?? 0) >= 0.8, (result?.high ?? 1) < 0.8]).toEqual([verdict === 'passed', verdict === 'failed'])
  }
})

test('the order of the records is none of the verdict; cases that were under way at the decision count for the figure alone', () => {
  const task = stopping([gate({ min: 0.8 })], 200)
  const { count, trials } = asked(task, answersOf(200, 0.95), { beyond: 9 })
  const [result] = judge(task, seededRandom('order').shuffle(trials))
  expect(result).toEqual(judge(task, trials)[0])
  expect(result).toMatchObject({ verdict: 'passed', decidedAfter: count - 9 })
  expect(askedInOrder(trials, SEED, 'triage')).toHaveLength(count)
})

test('a borderline model is asked all cases and stays undecided, with the cases that would decide it', () => {
  const task = stopping([gate({ min: 0.8 })], 200)
  const answers = answersOf(200, 1).map(({ case: id }, place) => singleTrial(id, place % 11 > 1 ? 'right' : 'wrong'))
  const { count, trials } = asked(task, answers)
  expect(count).toBe(200)
  const [result] = judge(task, trials)
  expect(result).toMatchObject({ verdict: 'undecided', casesNeeded: expect.any(Number) })
  expect(result).not.toHaveProperty('decidedAfter')
  expect(result?.reason).toMatch(/^the anytime-valid 90 % interval .* contains 0.8 after 200 of 200 cases; about \d+ cases would decide it/)
})

test('asking goes on until the last of the gates is decided', () => {
  const [easy, hard] = [gate({ min: 0.3 }), gate({ min: 0.85 })]
  const answers = answersOf(400, 0.96)
  const [first, last] = [asked(stopping([easy], 400), answers).count, asked(stopping([hard], 400), answers).count]
  expect(first).toBeLessThan(last)
  const task = stopping([easy, hard], 400)
  const { count, trials } = asked(task, answers)
  expect(count).toBe(last)
  expect(judge(task, trials).map(({ decidedAfter }) => decidedAfter)).toEqual([first, last])
})

test('the mean of lists’ items, costs and medians are judged at five planned looks and at no other time', () => {
  const pairing = { by: 'normalized' as const }
  const task = stopping([gate({ metric: 'f1', min: 0.5 }), gate({ metric: 'cost', max: 1 })], 100, { pairing })
  const order = caseOrder(ids(100), (id) => id, SEED, 'triage')
  const answers = order.map((id, place) => itemTrial(id, 9, place % 2, 1))
  const gates = new WatchedGates(task, 100, 'model', () => ({ kind: 'absent' }))
  // Of fewer than 50 costs nothing is said.
  expect(gates.atLeast).toBe(60)
  const { count, trials } = asked(task, answers)
  expect(count % 20).toBe(0)
  expect(count).toBeLessThan(100)
  expect(judge(task, trials)).toMatchObject([
    { verdict: 'passed', reason: expect.stringMatching(/^decided after \d+ of 100 cases \(look \d of 5\)/) },
    { verdict: 'passed', decidedAfter: 60 },
  ])
  const worse = asked(stopping([gate({ metric: 'f1', min: 0.99 })], 100, { pairing }), answers)
  expect(worse.count).toBeLessThan(100)
  expect(judge(stopping([gate({ metric: 'f1', min: 0.99 })], 100, { pairing }), worse.trials)[0]).toMatchObject({ verdict: 'failed' })
})

test('missing cases speak for no verdict: at a look over 5 % of them leave it open', () => {
  const task = stopping([gate({ min: 0.5 })], 100)
  const answers = answersOf(100, 1)
  const gone = asked(
    task,
    answers.map((trial) => missingTrial(trial.case)),
  )
  expect(gone.count).toBe(100)
  expect(judge(task, gone.trials)[0]).toMatchObject({ verdict: 'undecided', value: null, reason: 'no case has a score' })
  const list = stopping([gate({ metric: 'f1', min: 0.5 })], 100, { pairing: { by: 'normalized' } })
  const tenth = answers.map(({ case: id }, place) => (place % 10 === 0 ? missingTrial(id) : itemTrial(id, 9, 0, 0)))
  const open = asked(list, tenth)
  expect(open.count).toBe(100)
  expect(judge(list, open.trials)[0]).toMatchObject({ verdict: 'undecided', reason: '10 of 100 cases are missing, expected at most 5 %' })
})

test('a part of the cases is never judged: only those that were not asked for want of anything to decide may be left out', () => {
  const task = stopping([gate({ min: 0.5 })], 100)
  const { trials } = asked(task, answersOf(100, 1))
  expect(judge(task, trials.slice(0, 50))).toMatchObject([{ verdict: 'skipped', reason: 'partial: 50 of 100 trials were run' }])
  const halted = trials.map((trial) => (trial.status === 'skipped' ? { ...trial, skipReason: 'the run was stopped' } : trial))
  expect(judge(task, halted)[0]?.reason).toMatch(/^partial: \d+ of 100 trials were run$/)
})

function baselineOf(trials: readonly TrialRecord[], suites = 1): FindBaseline {
  const { name, useCase, taskHash, promptHash, checksHash, caseSetHash, primary } = generatedTask()
  const metrics = ['accuracy', 'cost']
  const { runId: id, startedAt, finishedAt, status, commit, dirty, seed, configHash, versions, generalModel, priceDate } = generatedHeader()
  const hashes = { taskHash, promptHash, checksHash, matchingHash: matchingHash(generatedTask()), caseSetHash }
  const models = Array.from({ length: suites }, (_, index) =>
    scoreModel(index === 0 ? 'model' : `other ${index}`, undefined, trials, metrics),
  )
  const baseline: Baseline = {
    schema: 'taskbench/baseline@1',
    run: { id, startedAt, finishedAt, status, commit, dirty, seed, configHash, versions, generalModel, priceDate },
    tasks: [{ task: name, useCase, ...hashes, primary, metrics, trials: 1, planned: trials.length, models }],
  }
  return () => ({ kind: 'found', baseline })
}

test('against a baseline case is bet against case; the change is shown with its anytime-valid interval', () => {
  const task = stopping([gate({ baseline: 'main' })], 200)
  const find = baselineOf(answersOf(200, 0.95))
  const worse = asked(task, answersOf(200, 0.4, 2), { find })
  expect(worse.count).toBeLessThan(100)
  const [failed] = judge(task, worse.trials, find)
  expect(failed).toMatchObject({
    verdict: 'failed',
    decidedAfter: worse.count,
    regression: { baseline: 'main', pairs: worse.count, change: 'absolute' },
  })
  expect(failed?.value).toBeLessThan(-0.3)
  expect(failed?.high).toBeLessThan(-0.05)
  const same = asked(stopping([gate({ baseline: 'main', margin: 0.2 })], 200), answersOf(200, 0.95), { find })
  expect(same.count).toBeLessThan(200)
  expect(judge(stopping([gate({ baseline: 'main', margin: 0.2 })], 200), same.trials, find)[0]).toMatchObject({
    verdict: 'passed',
    value: 0,
  })
})

test('failing is said at 5 % of all regression gates together: of a larger family it takes more cases', () => {
  const answers = answersOf(400, 0.5, 2)
  const task = stopping([gate({ baseline: 'main' })], 400)
  const [alone, many] = [1, 40].map((suites) => asked(task, answers, { find: baselineOf(answersOf(400, 0.95), suites) }).count)
  expect(many).toBeGreaterThan(alone as number)
  expect(many).toBeLessThan(400)
})

test('costs against a baseline are judged at looks', () => {
  const task = stopping([gate({ metric: 'cost', baseline: 'main', margin: 0.1 })], 100)
  const cases = caseOrder(ids(100), (id) => id, SEED, 'triage')
  const costs = (factor: number) =>
    cases.map((id, index) => testTrial(id, { costNanoUsd: Math.round(1e6 * factor * (1 + (index % 7) / 100)) }))
  const find = baselineOf(costs(1), 3)
  const [dearer, same] = [asked(task, costs(2), { find }), asked(task, costs(1), { find })]
  expect([dearer.count, same.count].every((count) => count % 20 === 0 && count < 100)).toBe(true)
  expect(judge(task, dearer.trials, find)[0]).toMatchObject({ verdict: 'failed', regression: { change: 'relative' } })
  expect(judge(task, same.trials, find)[0]).toMatchObject({
    verdict: 'passed',
    reason: expect.stringContaining('not worse by more than 0.1'),
  })
})

test('a gate whose baseline says nothing has nothing to wait for, and does not pass; bounds beside it decide when asking stops', () => {
  const both = gate({ min: 0.5, baseline: 'main' })
  const { count, trials } = asked(stopping([both], 100), answersOf(100, 1))
  expect(count).toBeLessThan(40)
  expect(judge(stopping([both], 100), trials)[0]).toMatchObject({
    verdict: 'undecided',
    value: 1,
    reason: expect.stringMatching(new RegExp(`^decided after ${count} of 100 cases.*; there is no baseline main`)),
  })
  const alone = stopping([gate({ baseline: 'main' })], 100)
  const all = asked(alone, answersOf(100, 1))
  expect(all.count).toBe(100)
  expect(judge(alone, all.trials)[0]).toMatchObject({ verdict: 'undecided', reason: expect.stringContaining('there is no baseline main') })
})

test('a baseline that was measured by others leaves its gate undecided, and nothing is waited for', () => {
  const task = stopping([gate({ min: 0.5 }), gate({ baseline: 'main' })], 100, { output: { format: 'number', schema: null } })
  const find = baselineOf(answersOf(100, 1))
  const { count, trials } = asked(task, answersOf(100, 1), { find })
  expect(count).toBeLessThan(40)
  expect(judge(task, trials, find)).toMatchObject([
    { verdict: 'passed' },
    { verdict: 'undecided', reason: expect.stringContaining('output format or pairing has changed') },
  ])
})

test('a gate with bounds and a baseline fails by one of them, and passes by both', () => {
  const task = stopping([gate({ min: 0.5, baseline: 'main' })], 200)
  const find = baselineOf(answersOf(200, 1))
  const worse = asked(task, answersOf(200, 0.7, 2), { find })
  expect(judge(task, worse.trials, find)[0]).toMatchObject({ verdict: 'failed', decidedAfter: worse.count })
  const good = asked(task, answersOf(200, 1), { find })
  const [passed] = judge(task, good.trials, find)
  expect(passed).toMatchObject({ verdict: 'passed', decidedAfter: good.count })
})

test('cases that the baseline does not have are counted: a baseline of a run that stopped early has few', () => {
  const task = stopping([gate({ baseline: 'main' })], 200)
  const answers = answersOf(200, 0.95)
  const find = baselineOf(answers.slice(0, 30))
  const { count, trials } = asked(task, answers, { find })
  expect(count).toBe(200)
  expect(judge(task, trials, find)[0]).toMatchObject({
    verdict: 'undecided',
    reason: expect.stringMatching(/; 170 of 200 cases are not in the baseline$/) as string,
    regression: { pairs: 30 },
  })
})

test('at a look a regression gate that stays undecided says how many cases would decide it', () => {
  const task = stopping([gate({ metric: 'cost', baseline: 'main' })], 60)
  const cost = (from: number, spread: number) =>
    answersOf(60, 1).map((trial, place) => ({ ...trial, costNanoUsd: from + spread * ((place % 7) - 3) }))
  const find = baselineOf(cost(1000, 0))
  const { count, trials } = asked(task, cost(1045, 40), { find })
  expect(count).toBe(60)
  expect(judge(task, trials, find)[0]).toMatchObject({
    verdict: 'undecided',
    reason: expect.stringMatching(
      /^a change of 0.05 is not ruled out; about \d+ cases would decide it if the change stays the same$/,
    ) as string,
  })
})
