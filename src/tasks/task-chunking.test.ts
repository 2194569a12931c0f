import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { loadConfig } from '../config/load-config.ts'
import { faultsOf, testFolder } from '../config/testing/test-folder.ts'
import type { Task, TaskInput } from '../schema/task.ts'
import { DEFAULT_MERGE_PROMPT } from './default-merge-prompt.ts'
import { loadTask } from './load-task.ts'
import { resolveTask } from './resolve-task.ts'

const HEAD = 'name: x\nuseCase: u\n'
const TAIL = 'prompt: "{{text}}"\ncases: [{ text: one two }]\noutput: { format: json }\n'
const cut = (chunking: string, tail = TAIL) => `${HEAD}chunking: ${chunking}\n${tail}`

async function read(yaml: string, useCase?: string): Promise<Task> {
  const root = testFolder({ 'x.task.yaml': yaml, ...(useCase === undefined ? {} : { 'use-cases/u.yaml': useCase }) })
  return loadTask(join(root, 'x.task.yaml'), await loadConfig({ root, env: {} }))
}

async function faults(yaml: string, useCase?: string): Promise<string[]> {
  const root = testFolder({ 'x.task.yaml': yaml, ...(useCase === undefined ? {} : { 'use-cases/u.yaml': useCase }) })
  const config = await loadConfig({ root, env: {} })
  const file = join(root, 'x.task.yaml')
  return (await faultsOf(file, () => loadTask(file, config))).map((fault) => fault.replaceAll(`${root}/`, ''))
}

describe('chunking of a task', () => {
  test('is read with its defaults', async () => {
    const whole = { by: 'tokens', size: 100, overlap: 0, input: 'text', merge: 'union', mergePrompt: null, offsets: null }
    expect((await read(cut('{ size: 100 }'))).chunking).toEqual(whole)
    expect((await read(cut('{ size: 100, merge: model }'))).chunking).toEqual({
      ...whole,
      merge: 'model',
      mergePrompt: DEFAULT_MERGE_PROMPT,
    })
    expect((await read(cut('{ size: 100 }', TAIL.replace('json', 'text')))).chunking).toMatchObject({ merge: 'concatenate' })
    expect((await read(`${HEAD}${TAIL}`)).chunking).toBeNull()
  })

  test('is part of the prompt that a task is known by, where there is one', async () => {
    const [none, off, some, other] = await Promise.all(
      [`${HEAD}${TAIL}`, cut('none'), cut('{ size: 100 }'), cut('{ size: 200 }')].map((yaml) => read(yaml)),
    )
    expect(off?.promptHash).toBe(none?.promptHash)
    expect(new Set([none, some, other].map((task) => task?.promptHash)).size).toBe(3)
  })

  test('lets the prompt speak of the chunk, and no other prompt', async () => {
    const tail = TAIL.replace('{{text}}', '{{chunk.index}} {{ chunk.count }} {{chunk.line}} {{text}}')
    expect((await read(cut('{ size: 100 }', tail))).chunking?.input).toBe('text')
    expect(await faults(`${HEAD}${tail.replace(' {{ chunk.count }} {{chunk.line}}', '')}`)).toEqual([
      expect.stringContaining('the placeholder {{chunk.index}} has no input in case'),
    ])
    expect((await faults(cut('{ size: 0 }', tail))).length).toBe(1)
  })

  test.each([
    ['{ size: 4, overlap: 4 }', '3:31 chunking.overlap: found 4, expected less than the size 4'],
    ['{ size: 0 }', '3:19 chunking.size: found 0, expected at least 1'],
    ['{ size: 4, ovrelap: 1 }', '3:22 unknown key "ovrelap" (did you mean overlap?)'],
    ['{ by: pages, size: 4 }', '3:17 chunking.by: found "pages", expected "tokens" or "lines"'],
    ['{ by: lines }', '3:17 `by` stands without `size` (they belong together: add `size`)'],
    ['{}', '3:11 chunking.size is missing, expected a whole number (most tokens or lines of a chunk, as in `size: 4000`)'],
    ['off', '3:11 chunking: found "off", expected "none" or a mapping'],
    [
      '{ size: 4, input: txt }',
      '3:29 chunking.input: the prompt has no placeholder {{txt}} (did you mean text?; `chunking: none` in the task cuts nothing)',
    ],
    ['{ size: 4, mergePrompt: "{{parts}}" }', '3:35 `mergePrompt` has no effect with `merge: union`'],
    ['{ size: 4, merge: model, mergePrompt: all }', '3:49 chunking.mergePrompt: expected {{parts}}, where the answers are inserted'],
    [
      '{ size: 4, merge: model, mergePrompt: "{{parts}} {{text}}" }',
      '3:49 chunking.mergePrompt: found {{text}}, the long input (merge the answers alone: {{parts}})',
    ],
    [
      '{ size: 4, merge: model, mergePrompt: "{{parts}} {{x}}" }',
      "3:49 the placeholder {{x}} has no input (legal: parts, instructions, chunk.count, and the case's input)",
    ],
  ])('%s is a fault', async (chunking, fault) => {
    const said = await faults(cut(chunking))
    expect(said.find((each) => each.startsWith(fault.slice(0, fault.indexOf(' '))))).toBe(fault)
  })

  test('knows what can be merged in which format', async () => {
    const as = (format: string) => TAIL.replace('json', format)
    expect(await faults(cut('{ size: 4 }', as('number')))).toEqual([
      '3:11 chunking.merge is missing: answers in the format number have no usual way (legal: last, model)',
    ])
    expect(await faults(cut('{ size: 4, merge: union }', as('text')))).toEqual([
      '3:29 chunking.merge: found union, which answers in the format text cannot be merged by (legal: concatenate, last, model)',
    ])
    expect(await faults(cut('{ size: 4, offsets: { fields: [a], add: lines } }', as('lines')))).toEqual([
      '3:31 `offsets` has no effect with the format lines (answers in it have no fields)',
    ])
  })

  test('says which placeholder it cuts where there are several, or none', async () => {
    expect(
      await faults(cut('{ size: 4 }', TAIL.replace('{{text}}', '{{text}} {{about}}').replace('text: one', 'about: x, text: one'))),
    ).toEqual([
      '3:11 chunking.input is missing: the prompt has 2 placeholders (say which is cut: text, about; `chunking: none` in the task cuts nothing)',
    ])
    expect(await faults(cut('{ size: 4 }', TAIL.replace('{{text}}', 'hello')))).toEqual([
      '3:11 chunking.input is missing: the prompt has no placeholder (`chunking: none` in the task cuts nothing)',
    ])
  })

  test('cuts texts alone, into not too many chunks', async () => {
    expect(await faults(cut('{ size: 4 }', TAIL.replace('one two', '[a]')))).toEqual([
      expect.stringMatching(/^5:9 the input text of case \w+ is no text \(only texts are cut into chunks\)$/),
    ])
    expect(await faults(cut('{ size: 1 }', TAIL.replace('one two', 'word '.repeat(2000))))).toEqual([
      expect.stringMatching(/^5:9 the input text of case \w+: the text makes more than 1000 chunks \(give chunks a larger/),
    ])
  })

  test('has no effect in code', async () => {
    const root = testFolder({})
    const config = await loadConfig({ root, env: {} })
    const file = join(root, 'x.eval.ts')
    const given: TaskInput = { name: 'x', prompt: '', cases: [{ q: 1 }], chunking: { size: 4 } }
    expect(await faultsOf(file, () => resolveTask(given, { file, config, code: true }))).toEqual([
      '1:1 `chunking` has no effect in code (cut the input in the function under evaluation)',
    ])
  })
})

describe('chunking of a use case', () => {
  const USE_CASE = 'goal: g\nchunking: { by: lines, size: 50, overlap: 5 }\n'

  test('gives what the task leaves out; measure and overlap go together', async () => {
    expect((await read(`${HEAD}${TAIL}`, USE_CASE)).chunking).toMatchObject({ by: 'lines', size: 50, overlap: 5, input: 'text' })
    expect((await read(cut('{ merge: last }'), USE_CASE)).chunking).toMatchObject({ by: 'lines', size: 50, overlap: 5, merge: 'last' })
    expect((await read(cut('{ size: 4 }'), USE_CASE)).chunking).toMatchObject({ by: 'tokens', size: 4, overlap: 0 })
    expect((await read(cut('none'), USE_CASE)).chunking).toBeNull()
  })

  test('may hold what only some of its tasks use', async () => {
    const useCase = `chunking: { size: 4, merge: model, mergePrompt: "{{parts}}", offsets: { fields: [a], add: lines } }`
    expect((await read(cut('{ merge: union }'), useCase)).chunking).toMatchObject({ merge: 'union', mergePrompt: null })
    expect((await read(`${HEAD}${TAIL.replace('json', 'text')}`, useCase)).chunking).toMatchObject({
      mergePrompt: '{{parts}}',
      offsets: null,
    })
  })

  test('is said to be wrong at its own place', async () => {
    expect(await faults(`${HEAD}${TAIL}`, 'chunking: { size: 4, overlap: 9 }')).toEqual([
      expect.stringMatching(/use-cases\/u\.yaml:1:31 chunking\.overlap: found 9, expected less than the size 4$/),
    ])
    expect(await faults(`${HEAD}${TAIL}`, 'chunking: { size: 4, merge: model, mergePrompt: x }')).toEqual([
      expect.stringMatching(/use-cases\/u\.yaml:1:49 chunking\.mergePrompt: expected \{\{parts\}\}/),
    ])
  })
})

describe('a use case', () => {
  test('knows its keys', async () => {
    const useCase = `goal: g
audience: a
notes: { coverage: c, chunking: c, depth: d }
outputHints: [h]
constraints: [c]
judge: sim:careful
models: [sim:hasty]
traits: [long-context, private]
`
    expect((await read(`${HEAD}${TAIL}`, useCase)).dependencies.some((file) => file.endsWith('use-cases/u.yaml'))).toBe(true)
  })

  test('that is wrong is said with all its faults, beside those of the task', async () => {
    expect(await faults(cut('{ size: 0 }'), 'gaol: g\ntraits: [fast]\n')).toEqual([
      expect.stringMatching(/use-cases\/u\.yaml:1:1 unknown key "gaol" \(did you mean goal\?\)$/),
      expect.stringMatching(/use-cases\/u\.yaml:2:10 traits\.0: found "fast", expected "long-context" or/),
      expect.stringContaining('3:19 chunking.size: found 0'),
    ])
    expect(await faults(`${HEAD}${TAIL}`, '{')).toEqual([expect.stringMatching(/use-cases\/u\.yaml:1:\d+ /)])
    expect(await faults(`${HEAD}${TAIL}`, '')).toEqual([expect.stringContaining('the file is empty, expected a mapping')])
  })
})
