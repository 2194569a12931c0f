import { mkdirSync, readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { loadConfig } from '../config/load-config.ts'
import { faultsOf, testFolder } from '../config/testing/test-folder.ts'
import type { Task } from '../schema/task.ts'
import { loadTask } from './load-task.ts'
import { renderMessages } from './render-messages.ts'
import { resolveTask } from './resolve-task.ts'
import { insertUseCase } from './use-case-prompt.ts'

const USE_CASE = `goal: Help students {{q}} to find a place.
audience: Students
notes: { coverage: every concept, depth: one sentence }
outputHints: [titles are short, no prose]
constraints: [nothing invented]
`

const written = (prompt: string, more = '') => `name: x
useCase: u
prompt: ${JSON.stringify(prompt)}
cases: [{ q: one, gold: two }]
${more}`

async function read(yaml: string, useCase: string | undefined = USE_CASE): Promise<Task> {
  const root = testFolder({ 'x.task.yaml': yaml, 'use-cases/u.yaml': useCase })
  return loadTask(join(root, 'x.task.yaml'), await loadConfig({ root, env: {} }))
}

async function faults(yaml: string, files: Record<string, string> = { 'use-cases/u.yaml': USE_CASE }): Promise<string[]> {
  const root = testFolder({ 'x.task.yaml': yaml, ...files })
  const config = await loadConfig({ root, env: {} })
  const file = join(root, 'x.task.yaml')
  return (await faultsOf(file, () => loadTask(file, config))).map((fault) => fault.replaceAll(root, 'ROOT'))
}

const sent = (task: Task): string => renderMessages(task, task.cases[0]?.input ?? {}).at(-1)?.content ?? ''

describe('a prompt', () => {
  test.each([
    ['{{useCase.goal}}', 'Help students {{q}} to find a place.'],
    ['For {{ useCase.audience }}: {{q}}', 'For Students: one'],
    ['{{useCase.notes.coverage}}, {{useCase.notes.depth}}', 'every concept, one sentence'],
    ['{{useCase.outputHints}}', '- titles are short\n- no prose'],
    ['{{useCase.constraints}}', '- nothing invented'],
    ['\\{{useCase.goal}} {{q}}', '{{useCase.goal}} one'],
    [
      '{{useCase}}',
      'Goal: Help students {{q}} to find a place.\nAudience: Students\nCoverage: every concept\nDepth: one sentence\nOutput:\n- titles are short\n- no prose\nConstraints:\n- nothing invented',
    ],
  ])('gets the texts of its use case: %s', async (prompt, expected) => {
    expect(sent(await read(written(prompt)))).toBe(expected)
  })

  test('that uses none of them is what it was, and so are its hashes', async () => {
    const hashes = ({ promptHash, taskHash }: Task) => [promptHash, taskHash]
    const other = await read(written('{{q}}'), 'goal: another\nmodels: [sim:careful]\n')
    expect(hashes(await read(written('{{q}}')))).toEqual(hashes(other))
    expect(hashes(other)).toEqual(hashes(await read(written('{{q}}').replace('useCase: u\n', ''))))
  })

  test('changes its hash with the text that it uses', async () => {
    const hash = async (goal: string) => (await read(written('{{useCase.goal}}'), `goal: ${goal}\naudience: Students\n`)).promptHash
    expect(await hash('one')).not.toBe(await hash('two'))
    expect(await hash('one')).toBe(await hash('one # a comment'))
  })

  test('takes an input of the same name before the use case', async () => {
    const task = await read(written('{{useCase.goal}}').replace('q: one', 'q: one, useCase: { goal: of the case }'))
    expect(sent(task)).toBe('of the case')
  })

  test('that names a text that there is not is refused at the placeholder', async () => {
    expect(await faults(written('{{q}} {{useCase.notes.chunking}}'))).toEqual([
      '3:16 the use case has no text for the placeholder {{useCase.notes.chunking}} (add it to use-cases/u.yaml, which says: useCase.goal, useCase.audience, useCase.notes.coverage, useCase.notes.depth, useCase.outputHints, useCase.constraints)',
    ])
    expect(await faults(written('{{useCase.gaol}}'))).toEqual([
      expect.stringContaining('(did you mean {{useCase.goal}}? legal: useCase, useCase.goal, '),
    ])
    expect(await faults(written('{{useCase.goal}}'), {})).toEqual([expect.stringContaining('(there is no use-cases/u.yaml)')])
    expect(await faults(written('{{useCase.goal}}').replace('useCase: u\n', ''))).toEqual([
      expect.stringContaining('(name a use case in the task: `useCase: NAME`)'),
    ])
  })

  test('is refused where a text makes a placeholder with the words around it', async () => {
    expect(await faults(written('{{useCase.goal}}q}}'), { 'use-cases/u.yaml': 'goal: "{{"' })).toEqual([
      '3:9 a text of the use case makes a placeholder with the words around it (put a space between)',
    ])
  })

  test('never renders what a use case says, whatever it says', () => {
    const text = fc.string({
      unit: fc.constantFrom('{{', '}}', '{', '}', '\\', 'q', 'useCase.goal', ' ', '{{q}}', '\\{{q}}'),
      maxLength: 8,
    })
    fc.assert(
      fc.property(text, fc.constantFrom('{{useCase.goal}}', '{{q}} {{useCase.goal}} {{q}}', 'a{{useCase.goal}}\n'), (goal, prompt) => {
        const cases = [{ input: { q: 'INPUT' } }]
        const messages = insertUseCase([{ role: 'user', content: prompt }], { goal }, cases)
        if (messages === null || goal === '') return
        const expected = prompt.replaceAll('{{q}}', 'INPUT').replace('{{useCase.goal}}', () => goal)
        expect(renderMessages({ messages }, { q: 'INPUT' })[0]?.content).toBe(expected)
      }),
      { numRuns: 2_000 },
    )
  })
})

describe('the models of a use case', () => {
  test('are those of its tasks that name none', async () => {
    const useCase = 'models: [sim:hasty]\n'
    expect((await read(written('{{q}}'), useCase)).models).toEqual(['sim:hasty'])
    expect((await read(written('{{q}}', 'models: [sim:careful]\n'), useCase)).models).toEqual(['sim:careful'])
    expect((await read(written('{{q}}'))).models).toBe(null)
  })

  test('that are not configured are faults of its file', async () => {
    expect(await faults(written('{{q}}'), { 'use-cases/u.yaml': 'goal: x\nmodels: [sim:careful, sim:hastie]\n' })).toEqual([
      'ROOT/use-cases/u.yaml:2:23 the model sim:hastie is not configured (did you mean sim:hasty? configured: sim:careful, sim:hasty)',
    ])
  })
})

describe('the file of a use case', () => {
  test.each([
    ['traits: [long-contxt]', /^ROOT\/use-cases\/u.yaml:1:10 traits.0: found "long-contxt", expected .* \(did you mean long-context\?\)/],
    ['gaol: x', /^ROOT\/use-cases\/u.yaml:1:1 unknown key "gaol" \(did you mean goal\?/],
    [
      'judge: opnai:gpt-5',
      /^ROOT\/use-cases\/u.yaml:1:8 the general model "opnai:gpt-5" cannot be used: unknown provider opnai \(did you mean openai\?/,
    ],
    ['goal: [', /^ROOT\/use-cases\/u.yaml:/],
  ])('is refused where it is wrong: %s', async (yaml, expected) => {
    const found = await faults(written('{{q}}'), { 'use-cases/u.yaml': yaml })
    expect(found.join('\n')).toMatch(expected)
  })

  test('is not read through a link that leads out of the project', async () => {
    const outside = testFolder({ 'u.yaml': 'goal: secret' })
    const root = testFolder({ 'x.task.yaml': written('{{q}}') })
    mkdirSync(join(root, 'use-cases'))
    symlinkSync(join(outside, 'u.yaml'), join(root, 'use-cases/u.yaml'))
    const config = await loadConfig({ root, env: {} })
    const file = join(root, 'x.task.yaml')
    const found = await faultsOf(file, () => loadTask(file, config))
    expect(found.join('\n')).toContain('leads out of the project')
    expect(found.join('\n')).not.toContain('secret')
  })
})

test('a suite in code has the judge, the brief and the models of its use case', async () => {
  const root = testFolder({ 'use-cases/u.yaml': `${USE_CASE}judge: sim:hasty\nmodels: [sim:careful]\n` })
  const config = await loadConfig({ root, env: {} })
  const task = resolveTask(
    { name: 'x', useCase: 'u', cases: [{ q: 'one' }], checks: [{ kind: 'judge', question: 'Is it polite?' }] },
    { file: join(root, 'x.eval.ts'), config, code: true },
  )
  expect(task).toMatchObject({ models: ['sim:careful'], judge: { model: { label: 'sim:hasty' }, brief: { audience: 'Students' } } })
  expect(task.dependencies).toEqual([join(root, 'use-cases/u.yaml')])
})

test('the examples in the documentation are legal', async () => {
  const page = readFileSync(join(import.meta.dirname, '../../docs/use-cases.md'), 'utf8')
  const [, example = ''] = /```yaml\n([^]*?)```/.exec(page) ?? []
  const models = 'models: [{ id: sim:careful, label: mini }, { id: sim:hasty, label: large }]'
  const root = testFolder({ 'x.task.yaml': written('{{useCase}} {{q}}'), 'use-cases/u.yaml': example, 'taskbench.config.yaml': models })
  const task = loadTask(join(root, 'x.task.yaml'), await loadConfig({ root, env: {} }))
  expect([task.models, task.chunking?.size]).toEqual([['mini', 'large'], 4000])
})
