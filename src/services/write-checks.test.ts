import { join, resolve } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { listing, scriptedWriter } from '../check-writing/testing/scripted-writer.ts'
import { suite } from '../check-writing/testing/suites.ts'
import { lockChecks } from '../check-writing/lock-checks.ts'
import { tryChecks } from '../check-writing/try-checks.ts'
import { writeChecksFile } from '../check-writing/write-checks-file.ts'
import { loadConfig } from '../config/load-config.ts'
import { testFolder } from '../config/testing/test-folder.ts'
import { writerModel } from '../config/writer-model.ts'
import { casesWithGold } from '../mutators/mutants-of.ts'
import type { Case } from '../schema/case.ts'
import { EvalError } from '../schema/eval-error.ts'
import type { Json } from '../schema/json.ts'
import { testModel } from '../schema/testing/test-model.ts'
import { draftChecks } from '../sim/check-rules/simulated-writer.ts'
import { loadTask } from '../tasks/load-task.ts'
import { readChecksFile } from '../tasks/read-checks-file.ts'
import { openAskingEngine } from './asking-engine.ts'
import { writeChecks, writerName } from './write-checks.ts'
import type { WriteChecksOptions } from './write-checks.ts'

const HONEST_FAULTS = ['not-valid', 'refers-to-gold', 'fails-gold', 'always-fails']
const repository = resolve(import.meta.dirname, '../..')
const now = new Date('2026-11-21T12:00:00Z')

/** Checks that the simulated writer makes. */
async function simulated(task: WriteChecksOptions['task'], options: Partial<WriteChecksOptions> = {}) {
  const config = { ...(await loadConfig({ root: repository, env: {} })), resultsFolder: testFolder({}) }
  const model = writerModel(undefined, config)
  const engine = await openAskingEngine({ config, env: {}, folder: '.check-writing', model })
  const written = await writeChecks({ task, config, ask: engine.ask, now, ...options })
  await engine.close()
  return { written, spent: engine.spent() }
}

test.each(['support-triage', 'lecture-concepts', 'invoice-fields'])(
  'checks that rules wrote for half of %s kill damaged formats of the other half, and no gold',
  async (name) => {
    const task = { ...(await suite(name)), checks: [] }
    const [half, rest] = [0, 1].map((parity) => task.cases.filter((_, index) => index % 2 === parity))
    const { written, spent } = await simulated(task, { cases: half ?? [] })
    expect(written.notes).toEqual([])
    expect(written.cost).toEqual(spent)
    expect(written.file.writtenBy).toEqual({
      model: 'sim:careful (simulated: by rules, no model was asked)',
      date: '2026-11-21',
      promptVersion: '1',
    })
    expect(JSON.stringify(written.file)).not.toContain('gold')
    const checks = written.file.checks.map(({ check }) => check)
    expect(checks.length).toBeGreaterThan(1)
    expect(checks.length).toBeLessThanOrEqual(8)
    const tried = await tryChecks({ task: { ...task, cases: rest ?? [] }, checks, mutants: { seed: 2, perMutator: 3 } })
    const format = tried.kills.filter((row) => row.class === 'format')
    const sum = (key: 'killed' | 'meaningChanging') => format.reduce((total, row) => total + row[key], 0)
    expect(sum('killed') / sum('meaningChanging')).toBeGreaterThanOrEqual(0.95)
    const gold = [...tried.answers.keys()].filter((index) => tried.answers[index]?.origin === 'gold')
    expect(tried.verdicts.flatMap((verdicts) => gold.filter((index) => verdicts[index] === 1))).toEqual([])
  },
)

test('the same task and seed give the same file; another seed tries other damages', async () => {
  const task = { ...(await suite('support-triage')), checks: [] }
  const of = async (seed: number) => (await simulated(task, { seed })).written
  const [first, again, other] = [await of(1), await of(1), await of(2)]
  expect(again.file).toEqual(first.file)
  expect(other.tried.labels).not.toEqual(first.tried.labels)
})

const requirement = { id: 'r1', requirement: 'Friendly.', source: 'Name the bird', category: 'style' }
const question = { requirement: 'r1', name: 'friendly', description: '', severity: 'warning', kind: 'judge', not: false }
const asking = { ...question, arguments: [{ name: 'question', value: 'Is the answer friendly?' }] }
const form = { ...question, name: 'a word', kind: 'regex', arguments: [{ name: 'pattern', value: '^[a-z]+$' }] }

async function birds(files: Record<string, string> = {}, golds = ['robin', 'raven', 'magpie', 'wren']) {
  const cases = golds.map((gold, index) => ({ id: `c${index}`, text: `bird ${index}`, ...(gold === '' ? {} : { gold }) }))
  const root = testFolder({
    'birds.task.yaml': `name: birds\nuseCase: nature\nprompt: Name the bird in {{text}}.\ncases: ${JSON.stringify(cases)}\n`,
    ...files,
  })
  const config = await loadConfig({ root, env: {} })
  return { config, task: loadTask(join(root, 'birds.task.yaml'), config), root }
}

test('a task without gold gets checks that are unproven, with nothing known of them', async () => {
  const { config, task } = await birds({}, ['', ''])
  const { ask } = listing([requirement], [form])
  const { file } = await writeChecks({ task, config, ask, model: testModel(), now })
  expect(file.checks).toMatchObject([{ check: { name: 'a word' }, killRate: null, coverage: null, ffr: null, unproven: true }])
})

test('a judge is asked about a few right and damaged answers, as its use case has it; what it says decides', async () => {
  const useCase = 'goal: joy\njudge: sim:faulty\n'
  const { config, task } = await birds({ 'use-cases/nature.yaml': useCase })
  const { ask, calls } = scriptedWriter((call) => {
    if (call.case === 'analysis') return JSON.stringify({ requirements: [requirement] })
    if (call.case === 'writing') return JSON.stringify({ checks: [asking, { ...form, requirement: 'r1' }] })
    const id = /\n(q1-[0-9a-f]{6}): Is the answer friendly\?/.exec(call.request.messages[1]?.content ?? '')?.[1]
    return JSON.stringify({ verdicts: [{ id, reason: 'so', answer: call.callCase?.judged?.agrees ? 'yes' : 'no' }] })
  })
  const { file, cost } = await writeChecks({ task, config, ask, model: testModel(), now, mutants: { perMutator: 1 } })
  const judged = calls.filter(({ phase }) => phase === 'judge')
  expect(new Set(judged.map(({ model }) => model))).toEqual(new Set(['sim:faulty']))
  expect(judged).toHaveLength(8)
  expect(judged[0]?.request.messages[1]?.content).toContain('Goal: joy')
  expect(cost.calls).toBe(10)
  expect(file.checks.map(({ check }) => check.name).sort()).toEqual(['a word', 'friendly'])
})

test('a judge that fails right answers is dropped, and one that cannot be asked too', async () => {
  const { config, task } = await birds()
  const script = (answer: string | EvalError) =>
    scriptedWriter((call) => {
      if (call.case === 'analysis') return JSON.stringify({ requirements: [requirement] })
      if (call.case === 'writing') return JSON.stringify({ checks: [asking] })
      const id = /\n(q1-[0-9a-f]{6}): /.exec(call.request.messages[1]?.content ?? '')?.[1]
      return EvalError.is(answer) ? answer : JSON.stringify({ verdicts: [{ id, reason: 'so', answer }] })
    })
  const reasonOf = async (answer: string | EvalError) =>
    (await writeChecks({ task, config, ask: script(answer).ask, model: testModel(), now })).file.dropped
  expect(await reasonOf('no')).toEqual([{ name: 'friendly', reason: 'fails-gold' }])
  expect(await reasonOf(new EvalError('transient', 'down'))).toEqual([{ name: 'friendly', reason: 'crashes' }])
  // Checks that were tried on half of what was recorded would not be those that were.
  await expect(reasonOf(new EvalError('config', 'not on the tape: birds', { notOnTape: true }))).rejects.toThrow('not on the tape: birds')
})

test('a file of checks that a person wrote is kept whole', async () => {
  const own = 'checks:\n  - { name: short, kind: length, max: 9, unit: characters }\n'
  const { config, task, root } = await birds({ 'birds.checks.yaml': own })
  const path = join(root, 'birds.checks.yaml')
  const { previousChecks } = await import('./previous-checks.ts')
  const { ask } = listing([requirement], [form])
  const { file } = await writeChecks({ task, config, ask, model: testModel(), now, previous: previousChecks(task) })
  await writeChecksFile(path, file)
  expect(readChecksFile(path).content?.checks).toMatchObject([
    { check: { name: 'short' }, reviewed: true },
    { check: { name: 'a word' }, reviewed: false },
  ])
})

test('without a general model it is said how to set one; a name that is no model is refused', async () => {
  const root = testFolder({ 'taskbench.config.yaml': 'models: [openai:gpt-5-mini]\n' })
  const config = await loadConfig({ root, env: {} })
  expect(() => writerModel(undefined, config)).toThrow(
    expect.objectContaining({
      kind: 'config',
      message: 'there is no general model to write checks',
      hint: expect.stringContaining('GENERAL_TASK_LLM') as unknown as string,
    }) as unknown as Error,
  )
  expect(() => writerModel('gpt', config)).toThrow('the general model "gpt" cannot be used: expected provider:name')
  expect(writerModel('sim:hasty', config)).toMatchObject({ label: 'sim:hasty', simulated: true })
  expect(writerModel(undefined, await loadConfig({ root, env: { GENERAL_TASK_LLM: 'openai:gpt-5' } }))).toMatchObject({
    label: 'openai:gpt-5',
  })
  const broken = await loadConfig({ root, env: { GENERAL_TASK_LLM: 'nobody:x' } })
  expect(() => writerModel(undefined, broken)).toThrow('the general model "nobody:x" cannot be used')
})

test('whatever the right answers are, checks by rules are legal and fail none of them', async () => {
  const { task } = await birds()
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.jsonValue({ maxDepth: 3 }), { minLength: 1, maxLength: 12 }),
      fc.constantFrom('json', 'json', 'lines', 'text', 'number'),
      async (golds, format) => {
        const cases = golds.map((gold, index) => ({
          ...(task.cases[0] as Case),
          id: `c${index}`,
          caseHash: `h${index}`,
          gold: gold as Json,
        }))
        const shaped = { ...task, cases, output: { format, schema: null } }
        const fit = casesWithGold(shaped)
        const drafts = draftChecks({ ...shaped, cases: fit, stage: 'writing' })
        const candidates = drafts.map(({ name, kind, arguments: given }) => ({ check: { name, kind, ...given } }))
        const writtenBy = { model: 'rules', date: '2026-11-21', promptVersion: '1' }
        const { file } = await lockChecks({ task: { ...shaped, cases: fit }, candidates, writtenBy, mutants: { using: [] } })
        expect(file.dropped.filter(({ reason }) => HONEST_FAULTS.includes(reason))).toEqual([])
      },
    ),
    {
      numRuns: 200,
      examples: [
        [[[[0], { '': '' }]], 'json'],
        [[{ '*': 1, a: 'x' }], 'json'],
        [[[''], {}], 'lines'],
      ],
    },
  )
})

test('a simulated writer says that it is one', () => {
  expect(writerName({ label: 'mini', simulated: true })).toBe('mini (simulated: by rules, no model was asked)')
  expect(writerName({ label: 'openai:gpt-5', simulated: false })).toBe('openai:gpt-5')
})
