import { expect, it } from 'vitest'
import type { MetricComparison, RunComparison } from '../../schema/run-comparison.ts'
import { comparisonHeadline } from './comparison-headline.ts'

type Verdicts = Record<string, Record<string, MetricComparison['verdict'] | null>>

const found = (tasks: Verdicts): Pick<RunComparison, 'tasks'> => ({
  tasks: Object.entries(tasks).map(([task, models]) => ({
    task,
    models: Object.entries(models).map(([model, verdict]) => ({ model, metrics: verdict === null ? [] : [{ primary: true, verdict }] })),
  })) as unknown as RunComparison['tasks'],
})

it('names the models that are worse and better, and counts the rest', () => {
  expect(
    comparisonHeadline(found({ triage: { one: 'worse', two: 'better', three: 'no difference found', four: 'undecided', five: null } })),
  ).toBe('B against A: one is worse; two is better; no difference found in 1; undecided in 2.')
})

it('says on which of several tasks, or on how many', () => {
  const tasks = { a: { one: 'worse', two: 'worse' }, b: { one: 'worse', two: 'equivalent' }, c: { one: 'worse', two: 'worse' } } as const
  expect(comparisonHeadline(found(tasks))).toBe('B against A: one on all 3 tasks and two on 2 tasks are worse; equivalent in 1.')
  expect(comparisonHeadline(found({ a: { one: 'better' }, b: { one: 'undecided' } }))).toBe(
    'B against A: one on a is better; undecided in 1.',
  )
})

it('names few where there are many, and says where nothing differs or is compared', () => {
  const many = Object.fromEntries(['one', 'two', 'three', 'four'].map((model) => [model, 'worse' as const]))
  expect(comparisonHeadline(found({ a: many }))).toBe('B against A: one, two and 2 more are worse.')
  expect(comparisonHeadline(found({ a: { one: 'no difference found', two: 'no difference found' } }))).toBe(
    'B against A: no difference found in all 2 comparisons.',
  )
  expect(comparisonHeadline(found({}))).toBe('Nothing is compared: the two have no task and model in common.')
})
