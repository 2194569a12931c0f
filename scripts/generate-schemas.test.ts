import { execFile } from 'node:child_process'
import { globSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { expect, test } from 'vitest'
import { parseYaml } from '../src/config/read-yaml.ts'
import { withTables } from './document-tables.ts'

const root = resolve(import.meta.dirname, '..')
const validator = (name: string) => {
  const schema = JSON.parse(readFileSync(join(root, `schemas/${name}.schema.json`), 'utf8')) as object
  return new Ajv2020({ strict: false, validateFormats: false }).compile(schema)
}

test('what is derived from the code is up to date', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [join(root, 'scripts/generate-schemas.ts'), '--check'])
  expect(stdout).toBe('')
})

test.each([
  ['task', '{evals,examples}/*/*.task.yaml'],
  ['config', '{.,examples/*}/taskbench.config.yaml'],
  ['use-case', 'examples/*/use-cases/*.yaml'],
])('the schema of a %s accepts those of this project', (name, pattern) => {
  const validate = validator(name)
  const files = globSync(pattern, { cwd: root })
  expect(files).not.toEqual([])
  for (const file of files) {
    validate(parseYaml(readFileSync(join(root, file), 'utf8'), file).value)
    expect(validate.errors, file).toBeNull()
  }
})

test('the schema of a task refuses what the reader refuses', () => {
  const validate = validator('task')
  const task = { name: 'x', prompt: 'y', cases: 'c.jsonl' }
  expect(validate(task)).toBe(true)
  for (const wrong of [
    { promt: 'x' },
    { name: 'a/b' },
    { trials: 0 },
    { checks: [{ kind: 'equal' }] },
    { checks: [{ kind: 'count', mim: 1 }] },
    { metrics: ['acuracy'] },
    { primary: 'pass@0' },
    { gates: [{ metric: 'f2', min: 0 }] },
    { output: { format: 'jsn' } },
  ]) {
    expect(validate({ ...task, ...wrong }), JSON.stringify(wrong)).toBe(false)
  }
  expect(validate({ ...task, metrics: ['f1', 'pass@2', 'pass^10'], gates: [{ metric: 'pass@2', min: 0 }] })).toBe(true)
})

test('the schema of a case accepts those of this project, and knows the kinds of checks', () => {
  const validate = validator('case')
  for (const file of globSync('{evals,examples}/*/*.jsonl', { cwd: root })) {
    const lines = readFileSync(join(root, file), 'utf8').trimEnd().split('\n')
    for (const line of lines) expect(validate(JSON.parse(line)), `${file}: ${line.slice(0, 80)}`).toBe(true)
  }
  expect(validate({ q: 'x', checks: [{ kind: 'equals' }] })).toBe(true)
  expect(validate({ q: 'x', checks: [{ kind: 'equal' }] })).toBe(false)
  expect(validate({ input: 'x' })).toBe(false)
})

test('the schema of a file of checks refuses everything else', () => {
  const validate = validator('checks')
  expect(validate({ checks: [{ kind: 'json' }] })).toBe(true)
  expect([{}, { checks: {} }, { checks: [], more: 1 }, { checks: [{ kind: 'no' }] }].map((value) => validate(value))).not.toContain(true)
})

test('the schema of a config refuses what the reader refuses', () => {
  const validate = validator('config')
  expect(validate({ models: ['sim:careful', { id: 'openai:x', params: { temperature: 0 } }] })).toBe(true)
  for (const wrong of [
    { models: [] },
    { models: ['x'] },
    { models: ['sim:careful'], sed: 1 },
    { models: [{ id: 'openai:x', lable: 'y' }] },
  ])
    expect(validate(wrong), JSON.stringify(wrong)).toBe(false)
})

test('no schema names a host of its own', () => {
  for (const file of globSync('schemas/*.json', { cwd: root })) {
    const schema = JSON.parse(readFileSync(join(root, file), 'utf8')) as Record<string, unknown>
    expect(schema['$schema'], file).toBe('https://json-schema.org/draft/2020-12/schema')
    expect(schema, file).not.toHaveProperty('$id')
  }
})

test('a table without a place in its document is an error', () => {
  const document = 'a\n<!-- generated: x -->\nold\n<!-- generated: end -->\nb'
  expect(withTables(document, { x: 'new\n' })).toBe(document.replace('old', 'new'))
  expect(() => withTables(document, { y: '' })).toThrow('there is no place for the table y')
})
