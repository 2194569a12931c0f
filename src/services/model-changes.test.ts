import { expect, test } from 'vitest'
import { testModel } from '../schema/testing/test-model.ts'
import { modelChanges } from './model-changes.ts'

const model = (label: string, name = label, temperature = 0) => testModel({ provider: 'sim', name, label, params: { temperature } })
const FORMER = [model('a'), model('b')]

test('models that are the same are not spoken of, whatever their limits and their order', () => {
  expect(modelChanges(FORMER, [model('b'), { ...model('a'), concurrency: 1 }])).toEqual([])
})

test.each([
  ['changed', [model('a', 'a', 1), model('b')], ['models that have changed since then are asked anew: a']],
  ['new', [...FORMER, model('c'), model('d')], ['models that are new since then are asked: c, d']],
  [
    'under another label',
    [model('x', 'a'), model('b')],
    ['models whose answers are there under another label are not asked anew: x (as a)'],
  ],
  ['under two labels', [...FORMER, model('x', 'a')], ['models whose answers are there under another label are not asked anew: x (as a)']],
  ['gone', [model('a')], ['models that are gone since then are left out: b']],
  ['under the label of another', [model('b', 'a')], ['models whose answers are there under another label are not asked anew: b (as a)']],
])('a model that is %s is said to be so', (_, now, said) => {
  expect(modelChanges(FORMER, now)).toEqual(said)
})
