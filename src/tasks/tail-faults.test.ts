import { join } from 'node:path'
import { expect, test } from 'vitest'
import { loadConfig } from '../config/load-config.ts'
import { faultsOf, testFolder } from '../config/testing/test-folder.ts'
import { loadTask } from './load-task.ts'

const HEAD = 'name: x\nprompt: "{{q}}"\ncases: [{ input: { q: 1 }, gold: 1 }]\n'

async function load(yaml: string) {
  const root = testFolder({ 'x.task.yaml': HEAD + yaml })
  const file = join(root, 'x.task.yaml')
  const config = await loadConfig({ root, env: {} })
  return { task: () => loadTask(file, config), faults: async () => await faultsOf(file, () => loadTask(file, config)) }
}

test('a quantile near the end neither ranks nor is held against a baseline: it has no score per case', async () => {
  const why = 'is a figure of all answers together: it has no score per case to be compared by'
  const { faults } = await load(
    'primary: latency-p95\ngates:\n  - { metric: latency-p99, baseline: main }\n  - { metric: latency-p95, max: 900 }\n',
  )
  const found = await faults()
  expect(found).toHaveLength(2)
  expect(found[0]).toContain(`4:10 latency-p95 ${why}`)
  expect(found[1]).toContain(`6:38 latency-p99 ${why}`)
})

test('where it is the first of the metrics, the first one that can rank does', async () => {
  const { task } = await load('metrics: [latency-p95, latency, cost]\n')
  expect((await task()).primary).toBe('latency')
})
