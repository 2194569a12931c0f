import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { baselineOf, taskOf } from '../comparison/testing/baselines.ts'
import { baselineFinder } from './baseline-finder.ts'
import { baselineFile, findBaselineFile, readBaseline, writeBaseline } from './baseline-file.ts'

const folder = (): string => {
  const made = mkdtempSync(join(tmpdir(), 'taskbench-baseline-'))
  onTestFinished(() => rmSync(made, { recursive: true, force: true }))
  return made
}
const fileWith = (text: string): string => {
  const file = join(folder(), 'some.json')
  writeFileSync(file, text)
  return file
}
const BASELINE = baselineOf([taskOf({ one: [1, 0.5, null], two: [] }), taskOf({}, { task: 'empty' })])

test('a baseline is read as it was written, with a line per case', async () => {
  const file = join(folder(), 'baselines/main.json')
  await writeBaseline(file, BASELINE)
  expect(readBaseline(file)).toEqual(BASELINE)
  const lines = readFileSync(file, 'utf8').split('\n')
  expect(lines.filter((line) => line.trimStart().startsWith('{"case":'))).toHaveLength(3)
  await writeBaseline(file, baselineOf([]))
  expect(readBaseline(file)).toEqual(baselineOf([]))
})

test('a baseline of another version says so, and what to do', () => {
  const file = fileWith(JSON.stringify({ ...BASELINE, schema: 'taskbench/baseline@2' }))
  expect(() => readBaseline(file)).toThrow(
    expect.objectContaining({
      kind: 'config',
      message: `Found schema "taskbench/baseline@2" in ${file}, expected "taskbench/baseline@1"`,
      hint: 'It was written by another version of taskbench: set it again with `taskbench baseline set RUN`.',
    }),
  )
})

test.each([
  ['a report of another tool', '{"numTotalTests": 3, "testResults": []}', /^Found schema null in .*, expected "taskbench\/baseline@1"$/],
  ['a list', '[1, 2]', /^Found schema null in /],
  ['what is not JSON', '<html>', /^Found .*some\.json, which is not JSON$/],
  ['an empty file', '', /, which is not JSON$/],
  ['a torn file', JSON.stringify(BASELINE).slice(0, 300), /, which is not JSON$/],
  [
    'a score that is a text',
    JSON.stringify(BASELINE).replace('"accuracy":0.5', '"accuracy":"NaN"'),
    /damaged: tasks\.0\.models\.0\.cases\.1\.scores\.accuracy: /,
  ],
  [
    'a score beyond all numbers',
    JSON.stringify(BASELINE).replace('"accuracy":0.5', '"accuracy":1e999'),
    /damaged: tasks\.0\.models\.0\.cases\.1\.scores\.accuracy: /,
  ],
])('%s is no baseline', (_, text, message) => {
  const file = fileWith(text)
  expect(() => readBaseline(file)).toThrow(expect.objectContaining({ kind: 'config', message: expect.stringMatching(message) }))
})

test('a file that is not there is an error of its own', () => {
  expect(() => readBaseline('/nowhere/main.json')).toThrow(/^Could not read \/nowhere\/main\.json: ENOENT/)
})

test('names of baselines lead nowhere else', () => {
  expect(() => baselineFile('/project', '../../etc/passwd')).toThrow('Found "../../etc/passwd" as the name of a baseline')
})

test('the committed file goes before the one that the environment names', async () => {
  const root = folder()
  expect(findBaselineFile(root, 'main', {})).toBeNull()
  expect(findBaselineFile(root, 'main', { TASKBENCH_BASELINE: 'artefact.json' })).toBe(join(root, 'artefact.json'))
  await writeBaseline(baselineFile(root, 'main'), BASELINE)
  expect(findBaselineFile(root, 'main', { TASKBENCH_BASELINE: 'artefact.json' })).toBe(join(root, 'baselines/main.json'))
})

test('gates find a baseline, that there is none, or why it cannot be read, and see when it was changed', async () => {
  const root = folder()
  const find = baselineFinder(root, {})
  expect(find('main')).toEqual({ kind: 'absent' })
  await writeBaseline(baselineFile(root, 'main'), BASELINE)
  expect(find('main')).toEqual({ kind: 'found', baseline: BASELINE })
  expect(find('main')).toBe(find('main'))
  writeFileSync(baselineFile(root, 'main'), 'no JSON')
  expect(find('main')).toMatchObject({ kind: 'unreadable', problem: expect.stringContaining('which is not JSON') })
  expect(baselineFinder(root, { TASKBENCH_BASELINE: 'gone.json' })('other')).toMatchObject({
    kind: 'unreadable',
    problem: expect.stringContaining('ENOENT'),
  })
  expect(find('../x')).toMatchObject({ kind: 'unreadable', problem: 'Found "../x" as the name of a baseline' })
})
