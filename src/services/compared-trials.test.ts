import { expect, test } from 'vitest'
import type { BaselineCase } from '../schema/baseline.ts'
import type { ComparedTrial } from '../schema/comparison-source.ts'
import { comparedTrials } from './compared-trials.ts'
import type { ComparisonSide } from './comparison-side.ts'

const baseline = (cases: Partial<BaselineCase>[]): ComparisonSide =>
  ({
    kind: 'baseline',
    stores: [],
    scores: {
      tasks: [
        { task: 't', models: [{ model: 'm', cases: cases.map((each) => ({ case: 'x', trials: 1, passed: 1, missing: null, ...each })) }] },
        { task: 'alone', models: [{ model: 'm', cases: [{ case: 'y', trials: 1, passed: 1, missing: null }] }] },
      ],
    },
  }) as unknown as ComparisonSide

const answersOf = async (cases: Partial<BaselineCase>[]): Promise<ComparedTrial[]> => {
  const trials = comparedTrials({ a: baseline(cases), b: baseline([]) }, [{ task: 't', model: 'm', metric: 'accuracy', cases: [] }])
  const found: ComparedTrial[] = []
  for await (const trial of trials) found.push(trial)
  return found
}

test('a baseline gives what it knows of each case: an answer where it keeps them, and no verdict of a single trial where trials differ', async () => {
  const found = await answersOf([
    { case: 'all', trials: 2, passed: 2, answers: ['one', 'two'] },
    { case: 'some', trials: 3, passed: 1, failed: ['short'] },
    { case: 'none', trials: 1, passed: 0 },
    { case: 'open', trials: 1, passed: 0, undecided: 1 },
    { case: 'gone', trials: 0, passed: 0, missing: 'timeout' },
  ])
  expect(found.map(({ case: id, trial, outcome, answer, error, note }) => [id, trial, outcome, answer, error, note])).toEqual([
    ['all', 0, 'passed', 'one', null, '2 of 2 trials passed'],
    ['all', 1, 'passed', 'two', null, '2 of 2 trials passed'],
    ['some', 0, 'undecided', null, null, '1 of 3 trials passed; the baseline keeps no answer'],
    ['none', 0, 'failed', null, null, '0 of 1 trial passed; the baseline keeps no answer'],
    ['open', 0, 'undecided', null, null, '0 of 1 trial passed; the baseline keeps no answer'],
    ['gone', 0, 'errored', null, 'timeout', 'the baseline keeps no answer'],
  ])
  expect(found[2]?.checks).toEqual({ passed: [], failed: ['short'], undecided: [] })
})

test('tasks and models that only one side has are left out', async () => {
  expect((await answersOf([{}])).map(({ task }) => task)).toEqual(['t'])
})
