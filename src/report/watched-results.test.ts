import { expect, test } from 'vitest'
import { singleTrial, testTrial } from '../metrics/testing/test-trial.ts'
import { caseOrder } from '../random/case-order.ts'
import { generatedTask } from '../records/testing/generated-records.ts'
import { GATES_DECIDED } from '../schema/is-not-asked.ts'
import type { Gate } from '../schema/task.ts'
import type { TrialRecord } from '../schema/trial-record.ts'
import { compareTask } from './compare-task.ts'
import { buildResult } from './build-result.ts'
import { collectTrials } from './collect-trials.ts'
import { stoppedSentence } from './stopped-sentence.ts'
import { watchedResult } from './watched-results.ts'

const SEED = 1
const GATE: Gate = { metric: 'accuracy', min: 0.8, bound: 'interval', undecided: 'warn' }
const task = generatedTask({ gates: [GATE], cases: 100, planned: 200, stop: 'decided', trials: { count: 2, pass: 'all' } })

/** Two trials of each case, of which the first `asked` were asked. */
async function resultOf(asked: number, of = task, model = 'model') {
  const cases = caseOrder(
    Array.from({ length: 100 }, (_, i) => `c${i}`),
    (id) => id,
    SEED,
    of.name,
  )
  const trials = cases.flatMap((id, place): TrialRecord[] =>
    [0, 1].map((trial) =>
      place < asked
        ? { ...singleTrial(id, place % 10 === 0 ? 'wrong' : 'right', trial), task: of.name, callIds: ['a', 'b'] }
        : testTrial(id, { task: of.name, trial, status: 'skipped', counts: 'missing', skipReason: GATES_DECIDED, costNanoUsd: null }),
    ),
  )
  async function* all() {
    yield* trials
  }
  const collected = (await collectTrials(all())).get(of.name)?.get('model')
  if (!collected) throw new Error('no trials')
  return watchedResult(buildResult(of, model, undefined, collected), of, collected, SEED)
}

test('what was not asked is neither failed nor missing; the calls that it saved are counted', async () => {
  const { trials, tests, stopped, metrics } = await resultOf(40)
  expect(trials).toMatchObject({ planned: 200, answered: 80, errored: 0, skipped: 0, notAsked: 120, callsSaved: 240 })
  expect(tests).toEqual({ passed: 40, failed: 0, skipped: 60 })
  expect(stopped).toEqual({ casesAsked: 40, watched: ['accuracy'] })
  expect(metrics['accuracy']).toMatchObject({ value: 0.9, n: 40, method: 'bets, anytime-valid', reason: null })
  expect(metrics['pass-rate']).toMatchObject({ n: 40, method: expect.stringMatching(/, stopped early$/), reason: null })
  expect(metrics['cost']?.method).toMatch(/, stopped early$/)
})

test('where all were asked nothing is labelled, and the watched interval still holds whenever one looks', async () => {
  const { trials, stopped, metrics } = await resultOf(100)
  expect(stopped).toBeUndefined()
  expect(trials).not.toHaveProperty('notAsked')
  expect(metrics['accuracy']?.method).toBe('bets, anytime-valid')
  expect(metrics['pass-rate']?.method).not.toContain('stopped early')
})

test('metrics that are judged at looks are labelled like all others', async () => {
  const { stopped, metrics } = await resultOf(40, { ...task, gates: [{ ...GATE, metric: 'cost', max: 1, min: undefined }] })
  expect(stopped?.watched).toEqual([])
  expect(Object.values(metrics).every(({ method }) => method.endsWith('stopped early'))).toBe(true)
})

test('one sentence says how early each model stopped, what that saved and which intervals still hold', async () => {
  const [early, later, all] = [await resultOf(20, task, 'one'), await resultOf(40, task, 'two'), await resultOf(100, task, 'three')]
  expect(stoppedSentence([early, later, all])).toBe(
    'Stopped early, for all gates were decided: one after 20 of 100 cases (320 calls saved), two after 40 of 100 cases (240 calls saved); ' +
      'all intervals but that of accuracy are those of a run that stopped early; models are ranked on the 20 cases that all were asked',
  )
  expect(stoppedSentence([early], (label) => `«${label}»`)).toBe(
    'Stopped early, for all gates were decided: «one» after 20 of 100 cases (320 calls saved); all intervals but that of accuracy are those of a run that stopped early',
  )
  expect(stoppedSentence([all])).toBeNull()
})

test('two models of which one stopped early are compared by a method that says so', () => {
  const answers = (share: number) => Array.from({ length: 40 }, (_, i) => singleTrial(`c${i}`, i < 40 * share ? 'right' : 'wrong'))
  const left = answers(1)
    .slice(20)
    .map((trial) => ({ ...trial, status: 'skipped' as const, skipReason: GATES_DECIDED }))
  const plain = generatedTask({ primary: 'accuracy' })
  const whole = { trials: answers(0.5), notAsked: [] }
  const methods = (one: { trials: TrialRecord[]; notAsked: TrialRecord[] }) =>
    compareTask({
      task: plain,
      trials: new Map([
        ['one', one],
        ['two', whole],
      ]),
      results: [],
      seed: SEED,
    }).comparisons.map(({ method, n }) => ({ method, n }))
  expect(methods({ trials: answers(1).slice(0, 20), notAsked: left })).toEqual([{ method: 'Tango, exact McNemar, stopped early', n: 20 }])
  expect(methods({ trials: answers(1), notAsked: [] })).toEqual([{ method: 'Tango, exact McNemar', n: 40 }])
})
