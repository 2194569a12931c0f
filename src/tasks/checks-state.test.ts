import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { loadConfig } from '../config/load-config.ts'
import { testFolder } from '../config/testing/test-folder.ts'
import { checksState, isToWrite } from './checks-state.ts'
import { loadTask } from './load-task.ts'
import { writtenFor } from './written-for.ts'

const TASK = 'name: birds\nprompt: Name the bird.\ncases: [{ id: a, input: {}, gold: robin }]\n'

async function stateOf(task: string, { checks = '', general = true }: { checks?: string; general?: boolean } = {}) {
  const root = testFolder({ 'birds.task.yaml': task, ...(checks === '' ? {} : { 'birds.checks.yaml': checks }) })
  const config = await loadConfig({ root, env: general ? { GENERAL_TASK_LLM: 'sim:careful' } : {} })
  const file = join(root, 'birds.task.yaml')
  if (checks.includes('HASH')) {
    writeFileSync(join(root, 'birds.checks.yaml'), 'checks: []\n')
    writeFileSync(join(root, 'birds.checks.yaml'), checks.replace('HASH', `"${writtenFor(loadTask(file, config))}"`))
  }
  return checksState(loadTask(file, config), config)
}

test('checks are missing where a task wants some and has no file', async () => {
  expect(await stateOf(TASK)).toBe('missing')
  expect(await stateOf(TASK, { general: false })).toBe('own')
  expect(await stateOf(`${TASK}generatedChecks: true\n`, { general: false })).toBe('missing')
  expect(await stateOf(`${TASK}generatedChecks: false\n`)).toBe('own')
})

test('a task with checks of its own wants none unless it says so', async () => {
  const own = `${TASK}checks: [{ kind: json }]\n`
  expect(await stateOf(own)).toBe('own')
  expect(await stateOf(`${own}generatedChecks: true\n`)).toBe('missing')
  expect(await stateOf(TASK.replace('gold: robin', 'gold: robin, checks: [{ kind: json }]'))).toBe('own')
})

test('a file is written for the task as it is, or stale, or a person’s own', async () => {
  const written = 'writtenFor: HASH\nchecks: [{ kind: json }]\n'
  expect(await stateOf(TASK, { checks: written })).toBe('written')
  expect(await stateOf(TASK, { checks: written.replace('HASH', 'f'.repeat(32)) })).toBe('stale')
  expect(await stateOf(`${TASK}generatedChecks: false\n`, { checks: written.replace('HASH', 'f'.repeat(32)) })).toBe('own')
  expect(await stateOf(`${TASK}generatedChecks: true\n`, { checks: 'checks: [{ kind: json }]\n' })).toBe('own')
})

test('locally missing checks are written, with -u all that a model writes, in CI none', () => {
  const states = ['missing', 'stale', 'written', 'own'] as const
  const written = (mode: string) => states.filter((state) => isToWrite(state, mode))
  expect([written('new'), written('all'), written('none')]).toEqual([['missing'], ['missing', 'stale', 'written'], []])
})

test('checks of a file that was written are marked, those of a person’s own are not', async () => {
  const marks = async (checks: string) => {
    const root = testFolder({ 'birds.task.yaml': TASK, 'birds.checks.yaml': checks })
    return loadTask(join(root, 'birds.task.yaml'), await loadConfig({ root, env: {} })).checks.map(({ generated }) => generated)
  }
  expect(await marks(`writtenFor: ${'f'.repeat(32)}\nchecks: [{ kind: json, category: format, unproven: true }]\n`)).toEqual([
    { category: 'format', reviewed: false, unproven: true },
  ])
  expect(await marks('checks: [{ kind: json }]\n')).toEqual([undefined])
})
