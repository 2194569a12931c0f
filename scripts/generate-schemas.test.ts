import { execFile } from 'node:child_process'
import { globSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { expect, test } from 'vitest'
import { parseYaml } from '../src/config/read-yaml.ts'

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
])('the schema of a %s accepts those of this project', (name, pattern) => {
  const validate = validator(name)
  const files = globSync(pattern, { cwd: root })
  expect(files.length).toBeGreaterThan(1)
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
  ]) {
    expect(validate({ ...task, ...wrong }), JSON.stringify(wrong)).toBe(false)
  }
})
