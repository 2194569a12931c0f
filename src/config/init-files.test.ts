import { join } from 'node:path'
import { expect, test } from 'vitest'
import { loadTask } from '../tasks/load-task.ts'
import { initFiles } from './init-files.ts'
import { loadConfig } from './load-config.ts'
import { testFolder } from './testing/test-folder.ts'

test('the first files are legal, and name the schemas of the package', async () => {
  const files = Object.fromEntries(initFiles().map(({ path, content }) => [path, content]))
  expect(Object.keys(files)).toEqual([
    'taskbench.config.yaml',
    'evals/triage.task.yaml',
    'evals/triage.jsonl',
    'vitest.config.ts',
    '.gitignore',
  ])
  const root = testFolder(files)
  const config = await loadConfig({ root, env: {} })
  expect(config.models.map(({ paid, simulated }) => [paid, simulated])).toEqual([
    [false, true],
    [false, true],
  ])
  const task = loadTask(join(root, 'evals/triage.task.yaml'), config)
  expect(task.cases).toHaveLength(8)
  expect(task.gates).toHaveLength(1)
  for (const path of ['taskbench.config.yaml', 'evals/triage.task.yaml'])
    expect(files[path]).toMatch(/^# yaml-language-server: \$schema=(\.\.?\/)+node_modules\/taskbench\/schemas\/\w+\.schema\.json\n/)
})
