import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { EvalError } from '../schema/eval-error.ts'
import { loadConfig } from './load-config.ts'
import { testFolder } from './testing/test-folder.ts'

const CONFIG = `models:
  - sim:careful
  - { id: sim:hasty, label: &l hasty, params: { temperature: 0 }, sim: { latency: { kind: fixed, ms: 0 } } }
  - { id: compatible:x, baseUrl: http://127.0.0.1:1/v1, apiKeyEnv: KEY, price: { inputUsdPerMillion: 1, outputUsdPerMillion: 2 } }
  - { id: recorded:y, answers: y.jsonl }
results: results
concurrency: 64
budgetUsd: 5
seed: 1
tape: { mode: off }
`
const SCRAPS = [
  '',
  '{',
  '}',
  '[',
  ']',
  ':',
  '- ',
  '\n',
  '*l',
  '!x ',
  '__proto__',
  '\0',
  '"',
  '\t',
  '---\n',
  '../',
  '~/',
  '/etc/',
  'null',
  '.inf',
  '-1',
  '1e999',
  '\uFEFF',
  'http://u:p@h?q#f',
  '@',
  '%zz',
]

/** Rejects with anything but a fault of the config? Then that. */
async function blunder(call: Promise<unknown>): Promise<unknown> {
  try {
    await call
    return null
  } catch (error) {
    return EvalError.is(error) && error.kind === 'config' && error.message !== '' ? null : error
  }
}

test('a config that was damaged anywhere is read, or refused with faults, and leads nowhere else', async () => {
  const root = testFolder({ 'y.jsonl': '' })
  const file = join(root, 'taskbench.config.yaml')
  await fc.assert(
    fc.asyncProperty(
      fc.nat(CONFIG.length),
      fc.nat(6),
      fc.array(fc.constantFrom(...SCRAPS), { maxLength: 3 }),
      async (at, length, inserted) => {
        writeFileSync(file, CONFIG.slice(0, at) + inserted.join('') + CONFIG.slice(at + length))
        const loading = loadConfig({ root, env: {} })
        expect(await blunder(loading)).toBeNull()
        const config = await loading.catch(() => null)
        const paths = config ? [config.resultsFolder, ...config.models.flatMap(({ answersFile }) => answersFile ?? [])] : []
        expect(paths.filter((path) => path !== root && !path.startsWith(`${root}/`))).toEqual([])
      },
    ),
    { numRuns: 400 },
  )
})

test('options in code may hold anything', async () => {
  const root = testFolder({})
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('models', 'results', 'concurrency', 'budgetUsd', 'seed', 'tape', 'generalModel', 'modles'),
      fc.anything({ withNullPrototype: true, maxDepth: 4 }),
      async (key, value) => {
        expect(await blunder(loadConfig({ root, env: {}, overrides: { [key]: value } }))).toBeNull()
      },
    ),
    { numRuns: 400 },
  )
})
