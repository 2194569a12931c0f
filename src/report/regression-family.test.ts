import { expect, test } from 'vitest'
import { singleTrial } from '../metrics/testing/test-trial.ts'
import type { Baseline, BaselineTask } from '../schema/baseline.ts'
import { BASELINE_SCHEMA } from '../schema/find-baseline.ts'
import type { TrialRecord } from '../schema/trial-record.ts'
import { regressionGates } from './regression-gates.ts'
import type { RegressedTask } from './regression-gates.ts'
import { matchingHash, scoreModel } from './score-run.ts'

const task: RegressedTask = {
  name: 'task',
  trials: { count: 1, pass: 'all' },
  gates: [{ metric: 'accuracy', baseline: 'main', margin: 0, bound: 'interval', undecided: 'warn' }],
  output: { format: 'text', schema: null },
  pairing: null,
  checksHash: 'checks',
}

/** 60 cases, those from `from` to `to` wrong. */
const trials = (from: number, to: number): TrialRecord[] =>
  Array.from({ length: 60 }, (_, index) => singleTrial(`case ${index}`, index >= from && index < to ? 'wrong' : 'right'))

/** A baseline in which the model has one wrong answer, with `suites` tasks alike. */
function baselineOf(suites: number): Baseline {
  const baseTask = (name: string): BaselineTask => ({
    task: name,
    useCase: 'use case',
    taskHash: 'hash',
    promptHash: 'hash',
    checksHash: 'checks',
    matchingHash: matchingHash(task),
    caseSetHash: 'hash',
    primary: 'accuracy',
    metrics: ['accuracy'],
    trials: 1,
    planned: 60,
    models: [scoreModel('model', undefined, trials(0, 1), ['accuracy'])],
  })
  return {
    schema: BASELINE_SCHEMA,
    run: {
      id: 'base',
      startedAt: '2026-01-01T00:00:00.000Z',
      finishedAt: null,
      status: 'complete',
      commit: null,
      dirty: null,
      seed: 1,
      configHash: 'hash',
      versions: {},
      generalModel: null,
      priceDate: null,
    },
    tasks: Array.from({ length: suites }, (_, index) => baseTask(index === 0 ? 'task' : `task ${index}`)),
  }
}

const verdictOf = (suites: number, wrong: number) =>
  regressionGates(task, 'model', trials(1, 1 + wrong), () => ({ kind: 'found', baseline: baselineOf(suites) }))[0]

test('a loss that is just significant fails alone, but not as one suite of twelve; a clear one does', () => {
  expect(verdictOf(1, 8)).toMatchObject({ verdict: 'failed' })
  expect(verdictOf(12, 8)).toMatchObject({ verdict: 'undecided', reason: expect.stringContaining('as one of 12 gates its p is') })
  expect(verdictOf(12, 40)).toMatchObject({ verdict: 'failed' })
})
