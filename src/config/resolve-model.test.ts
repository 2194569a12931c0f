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
