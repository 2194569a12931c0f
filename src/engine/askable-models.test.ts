import { expect, test } from 'vitest'
import { testModel } from '../schema/testing/test-model.ts'
import { AskableModels } from './askable-models.ts'

const [evaluated, referee] = [testModel({ label: 'one' }), testModel({ label: 'referee' })]

test('a judge that is not evaluated is taken in when it is first asked, once, and never for an execution', () => {
  const admitted: string[] = []
  const models = new AskableModels({ models: [evaluated], otherModel: () => referee }, ({ label }) => admitted.push(label))
  expect(models.of({ model: 'one', phase: 'judge' })).toBe(evaluated)
  expect(() => models.of({ model: 'referee', phase: 'execution' })).toThrow('the model referee is not configured')
  expect(models.of({ model: 'referee', phase: 'judge' })).toBe(referee)
  expect(models.of({ model: 'referee', phase: 'judge' })).toBe(referee)
  expect(admitted).toEqual(['one', 'referee'])
})
