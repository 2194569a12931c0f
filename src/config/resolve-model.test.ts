import { join } from 'node:path'
import { expect, test } from 'vitest'
import { loadConfig } from './load-config.ts'
import { faultsOf, testFolder } from './testing/test-folder.ts'

test('what a model is good for is read, and an unknown trait is said with the nearest', async () => {
  const load = (traits: string) => {
    const root = testFolder({ 'taskbench.config.yaml': `models: [{ id: sim:careful, contextTokens: 8000, traits: [${traits}] }]` })
    return { file: join(root, 'taskbench.config.yaml'), config: () => loadConfig({ root, env: {} }) }
  }
  await expect(load('vision').config()).resolves.toMatchObject({ models: [{ contextTokens: 8000, traits: ['vision'] }] })
  const { file, config } = load('visoin')
  expect(await faultsOf(file, config)).toEqual([
    expect.stringMatching(/^1:59 models\.0\.traits\.0: found "visoin", expected .* \(did you mean vision\?\)$/),
  ])
})

test('what costs money cannot be declared free, and what asks nobody cannot be declared paid', async () => {
  const faults = (model: string) => {
    const root = testFolder({ 'taskbench.config.yaml': `models: [${model}]` })
    return faultsOf(join(root, 'taskbench.config.yaml'), () => loadConfig({ root, env: {} }))
  }
  expect(await faults('{ id: openai:gpt-5-mini, paid: false }')).toEqual(['1:41 models.0.paid: found false, expected true'])
  expect(await faults('{ id: sim:careful, paid: true }')).toEqual([
    expect.stringContaining('`paid` is a setting of models that stand on a server: sim:careful does not read it'),
  ])
})
