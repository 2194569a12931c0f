import { expect, test } from 'vitest'
import { compareRuns } from './compare-runs.ts'
import { pairModels } from './pair-models.ts'
import { baselineOf, rightThenWrong, taskOf } from './testing/baselines.ts'

const runOf = (...labels: string[]) => baselineOf([taskOf(Object.fromEntries(labels.map((label) => [label, rightThenWrong(20, 20)])))])
const pairs = (a: string[], b: string[], wanted?: string[]) => pairModels(runOf(...a), runOf(...b), wanted)

test('models of one label are pairs, and what else there is stays alone', () => {
  const { labelInA, notes } = pairs(['one', 'gone'], ['one', 'fresh'])
  expect([...labelInA]).toEqual([['one', 'one']])
  expect(notes).toEqual([])
})

test('a renamed model is a pair where it is the only one of both runs, and that is said', () => {
  const { labelInA, notes } = pairs(['mini'], ['mini, cold'])
  expect([...labelInA]).toEqual([['mini, cold', 'mini']])
  expect(notes).toEqual(['No model has the same label on both sides: mini, cold of B is held against mini of A, the only model of each'])
})

test('of several models without a common label none is guessed: the option is named', () => {
  const { labelInA, notes } = pairs(['a', 'b'], ['c'])
  expect(labelInA.size).toBe(0)
  expect(notes).toEqual(['No model has the same label on both sides: pair them as with --models "a=c". A has a, b; B has c'])
})

test('named models are pairs, also where their labels hold an equals sign; the others are paired by label', () => {
  expect([...pairs(['a=b', 'c', 'd'], ['e', 'c', 'd'], ['a=b=e', 'c = d']).labelInA]).toEqual([
    ['e', 'a=b'],
    ['d', 'c'],
  ])
})

test('a name that is not there, or comes twice, is told with what is there', () => {
  expect(() => pairs(['a'], ['b'], ['a=x'])).toThrow(
    expect.objectContaining({
      kind: 'config',
      message: '--models: found "a=x", expected A=B with a label of each side',
      hint: 'A has a; B has b',
    }),
  )
  const twice = { kind: 'config', message: '--models: found c of B twice, expected each model once' }
  expect(() => pairs(['a', 'b'], ['c'], ['a=c', 'b=c'])).toThrow(expect.objectContaining(twice))
})

test('a pair of two labels is compared as any other, under the label of b', () => {
  const [a, b] = [
    baselineOf([taskOf({ old: rightThenWrong(35, 5), other: [1] })]),
    baselineOf([taskOf({ new: rightThenWrong(10, 30), third: [1] })]),
  ]
  const options = { seed: 1, flips: 1, margin: null }
  const [task] = compareRuns(a, b, { ...options, models: ['old=new'] }).tasks
  expect(task).toMatchObject({ onlyA: ['other'], onlyB: ['third'], models: [{ model: 'new', modelA: 'old' }] })
  expect(task?.models[0]?.changes[0]).toEqual({ what: 'label', a: 'old', b: 'new' })
  expect(task?.models[0]?.metrics[0]?.verdict).toBe('worse')
  const unpaired = compareRuns(a, b, options)
  expect(unpaired.tasks[0]?.models).toEqual([])
  expect(unpaired.notes[0]).toContain('--models "old=new"')
})
