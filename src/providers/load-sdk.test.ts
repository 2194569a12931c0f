import { expect, test } from 'vitest'
import { loadSdk } from './load-sdk.ts'

const missing = (name: string) =>
  Object.assign(new Error(`Cannot find package '${name}' imported from /project/x.js`), { code: 'ERR_MODULE_NOT_FOUND' })

test('an SDK that is not installed names the command', async () => {
  await expect(loadSdk('openai', () => Promise.reject(missing('openai')))).rejects.toMatchObject({
    kind: 'config',
    message: 'The package openai is not installed',
    hint: 'Run: npm i openai',
  })
})

test('an SDK that breaks for another reason keeps its error', async () => {
  await expect(loadSdk('openai', () => Promise.reject(missing('left-pad')))).rejects.toThrow('left-pad')
})
