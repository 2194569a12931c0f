import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { loadConfig } from './load-config.ts'

async function load(gates: string) {
  const root = mkdtempSync(join(tmpdir(), 'taskbench-gates-'))
  onTestFinished(() => rmSync(root, { recursive: true, force: true }))
  writeFileSync(join(root, 'taskbench.config.yaml'), `models: [sim:careful]\ngates:\n${gates}`)
  return loadConfig({ root, env: {} })
}

test('gates of a run are read with their defaults', async () => {
  const { gates } = await load('  - { maxCostUsd: 5 }\n  - { metric: f1, min: 0.8, model: any, undecided: fail }\n')
  expect(gates).toEqual([
    { maxCostUsd: 5, undecided: 'warn' },
    { metric: 'f1', useCase: 'default', model: 'any', min: 0.8, undecided: 'fail' },
  ])
})

test.each([
  ['  - { metric: acuracy, min: 0.8 }', 'unknown metric "acuracy"'],
  ['  - { metric: f1, min: 0.8, model: sim:carefull }', 'unknown model "sim:carefull"'],
  ['  - { metric: f1 }', 'a gate needs `min` or `max`'],
  ['  - { metric: f1, min: 0.8, max: 0.2 }', 'min 0.8 is above max 0.2'],
  ['  - { metric: f1, min: 80 }', 'min 80 is outside of 0 to 1, where f1 lies'],
])('%s is a fault at its place', async (gate, message) => {
  await expect(load(`${gate}\n`)).rejects.toMatchObject({ faults: [{ message, place: { line: 3 } }] })
})

test('a gate that is no gate is a fault among the others, and no crash', async () => {
  await expect(load('  - { maxCost: 5 }\n')).rejects.toMatchObject({ kind: 'config' })
  await expect(load('  five dollars\n')).rejects.toMatchObject({ kind: 'config' })
})
