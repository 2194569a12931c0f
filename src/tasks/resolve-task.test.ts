import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { loadConfig } from '../config/load-config.ts'
import { faultsOf, testFolder } from '../config/testing/test-folder.ts'
import { EvalError } from '../schema/eval-error.ts'
import type { TaskInput } from '../schema/task.ts'
import { resolveTask } from './resolve-task.ts'

const VALID: TaskInput = {
  name: 'x',
  prompt: '{{q}}',
  cases: [{ id: 'a', input: { q: 'one' }, gold: [{ t: 1 }], tags: ['x'], checks: [{ name: 'own', kind: 'json' }] }],
  output: { format: 'json', schema: { type: 'array' } },
  pairing: { key: 't', compare: [{ path: 't', by: 'number' }] },
  checks: [{ kind: 'count', path: '$[*]', min: 1 }],
  metrics: ['f1'],
  primary: 'f1',
  models: ['sim:careful'],
  trials: { count: 2, pass: 'any' },
  gates: [{ metric: 'f1', min: 0.5 }],
}

test('a suite in code has no file of checks, and cannot ask for one', async () => {
  const file = join(testFolder({}), 'x.eval.ts')
  const config = await loadConfig({ root: join(file, '..'), env: {} })
  const given = { name: 'x', prompt: '', cases: [{ input: {} }], generatedChecks: true }
  expect(await faultsOf(file, () => resolveTask(given, { file, config, code: true }))).toEqual([
    '1:1 `generatedChecks` has no effect in code (checks are written for tasks in YAML)',
  ])
})

test('faults of a suite in code name what they are of', async () => {
  const root = testFolder({})
  const config = await loadConfig({ root, env: {} })
  const file = join(root, 'x.eval.ts')
  const given = { ...VALID, trails: 3, checks: [{ kind: 'equal' }, { kind: 'json' }], metrics: ['f2'] } as TaskInput
  expect(await faultsOf(file, () => resolveTask(given, { file, config, code: true }))).toEqual([
    '1:1 unknown key "trails" (did you mean trials?)',
    expect.stringMatching(/^1:1 checks: unknown kind of check "equal"/),
    expect.stringMatching(/^1:1 unknown metric "f2"/),
  ])
})

test('cases that cannot be read hide no other fault', async () => {
  const root = testFolder({})
  const config = await loadConfig({ root, env: {} })
  const file = join(root, 'x.eval.ts')
  const given: TaskInput = { name: 'x', cases: 'none.jsonl', metrics: ['f2'] }
  expect(await faultsOf(file, () => resolveTask(given, { file, config, code: true }))).toEqual([
    `1:1 there is no case file ${join(root, 'none.jsonl')} (the path is relative to the task file)`,
    expect.stringMatching(/^1:1 unknown metric "f2"/),
  ])
})

test('whatever stands in place of a part, a task is resolved or refused with its faults', async () => {
  const root = testFolder({})
  const options = { file: join(root, 'x.task.yaml'), config: await loadConfig({ root, env: {} }), code: false }
  expect(resolveTask(VALID, options).name).toBe('x')
  const anything = fc.oneof(fc.jsonValue(), fc.constantFrom(Number.NaN, Infinity, -1, '', '$[', '{{q', 'a/b', [], {}, [[]], [{}], [null]))
  fc.assert(
    fc.property(fc.constantFrom(...pathsOf(VALID)), anything, (path, value) => {
      try {
        JSON.stringify(resolveTask(replaced(VALID, path, value) as TaskInput, options))
      } catch (error) {
        if (!EvalError.is(error)) throw error
      }
    }),
    { numRuns: 1000 },
  )
})

function pathsOf(value: unknown): string[][] {
  if (value === null || typeof value !== 'object') return [[]]
  return [[], ...Object.entries(value).flatMap(([key, item]) => pathsOf(item).map((rest) => [key, ...rest]))]
}

function replaced(value: unknown, [key, ...rest]: string[], by: unknown): unknown {
  if (key === undefined) return by
  const copy = (Array.isArray(value) ? [...(value as unknown[])] : { ...(value as object) }) as Record<string, unknown>
  copy[key] = replaced(copy[key], rest, by)
  return copy
}
