import type { ProjectPlan } from './bench-project.ts'

const BARE_CONFIG = `export default { test: { isolate: false, pool: 'forks' } }\n`
const PLUGIN_CONFIG = `import { taskbench } from 'taskbench/vitest'
export default { plugins: [taskbench()] }
`
const PACKAGE = '{ "type": "module" }'
const NO_MISTAKES = { omit: 0, invent: 0, alter: 0, breakFormat: 0, refuse: 0 }
const MODELS = [{ id: 'sim:careful', sim: { latency: { kind: 'fixed', ms: 0 }, tokensPerSecond: null, mistakes: NO_MISTAKES } }]

/** Vitest without the plugin: tests that do nothing, each with so many bytes of meta. */
export function emptyTests(count: number, metaBytes = 0): ProjectPlan {
  const body = metaBytes === 0 ? '() => {}' : `({ task }) => { task.meta.text = String(i).padEnd(${metaBytes}, '.') }`
  return {
    summary: `Tests ${count} passed (${count})`,
    files: {
      'package.json': PACKAGE,
      'vitest.config.mjs': BARE_CONFIG,
      'empty.test.js': `import { test } from 'vitest'\nfor (let i = 0; i < ${count}; i++) test('test ' + i, ${body})\n`,
    },
  }
}

/** One task on one simulated model that answers at once and makes no mistakes. */
export function taskTests(count: number, checks: readonly object[], outcome: 'passed' | 'failed' = 'passed'): ProjectPlan {
  const cases = Array.from({ length: count }, (_, i) =>
    JSON.stringify({ id: `case-${i}`, input: { question: `What is ${i} and ${i}?` }, gold: `It is ${2 * i}` }),
  )
  const task = { name: 'sums', prompt: 'Answer the question: {{question}}', cases: 'cases.jsonl', checks }
  return {
    summary: `Tests ${count} ${outcome} (${count})`,
    files: {
      'package.json': PACKAGE,
      'vitest.config.mjs': PLUGIN_CONFIG,
      'taskbench.config.yaml': JSON.stringify({ models: MODELS }),
      'sums.task.yaml': JSON.stringify(task, null, 1),
      'cases.jsonl': `${cases.join('\n')}\n`,
    },
  }
}
