import { expect, test } from 'vitest'
import type { Model } from '../schema/model.ts'
import { testModel } from '../schema/testing/test-model.ts'
import { prepareNeeded } from './prepare-needed.ts'

const [one, keyless] = [testModel({ label: 'one' }), testModel({ label: 'keyless' })]
const providers = {
  async prepareAll(models: readonly Model[]) {
    if (models.includes(keyless)) throw new Error('keyless needs a key')
  },
}

test('a model that cannot be asked is an error where it is needed, or where nobody knows', async () => {
  const models = [one, keyless]
  await expect(prepareNeeded(providers, models)).rejects.toThrow('keyless needs a key')
  await expect(prepareNeeded(providers, models, async () => null)).rejects.toThrow('keyless needs a key')
  await expect(prepareNeeded(providers, models, async () => new Set(['keyless']))).rejects.toThrow('keyless needs a key')
  await expect(prepareNeeded(providers, models, async () => new Set(['one']))).resolves.toBeUndefined()
})

test('what is needed is not looked up where all can be asked', async () => {
  const never = () => Promise.reject(new Error('looked up'))
  await expect(prepareNeeded(providers, [one], never)).resolves.toBeUndefined()
})
