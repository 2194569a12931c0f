import { beforeAll, describe, expect as vitestExpect, test as vitestTest } from 'vitest'
import type { TestContext } from 'vitest'
import type { z } from 'zod'
import { resolveTask } from '../tasks/resolve-task.ts'
import type { Answer } from '../schema/answer.ts'
import type { Case } from '../schema/case.ts'
import type { CheckResult } from '../schema/check.ts'
import type { Json, JsonObject } from '../schema/json.ts'
import { EvalError } from '../schema/eval-error.ts'
import type { Model } from '../schema/model.ts'
import type { SubjectContext } from '../schema/subject.ts'
import type { Task, TaskInput } from '../schema/task.ts'
import { runCase } from '../services/run-case.ts'
import { stripControl } from '../text/strip-control.ts'
import type { CaseSetup } from '../services/run-case.ts'
import type { JudgedTrial } from '../services/run-trial.ts'
import { announceTask } from './announce-task.ts'
import { assertionCheck } from './assertion-check.ts'
import { finishTest } from './finish-test.ts'
import { inTurn } from './in-turn.ts'
import type { SuiteRecords } from './finish-test.ts'
import { provided } from './provided.ts'
import { modelsOf } from './models-of.ts'
import { registerGates, setupOf } from './register-task.ts'
import { taskTest } from './task-test.ts'
import type { DeclareTests } from './task-test.ts'

/** An inline case of a code suite. */
export interface InlineCase<Input, Gold> {
  id?: string | number
  input: Input
  gold?: Gold
  tags?: string[]
}

/** Settings of a code suite: those of a task file, but for what the function under evaluation takes the place of. */
export interface TaskSuiteSettings<Input, Gold> extends Omit<
  TaskInput,
  'name' | 'cases' | 'system' | 'prompt' | 'messages' | 'tools' | 'params' | 'chunking' | 'generatedChecks'
> {
  /** A file or glob, relative to the suite's file, or the cases themselves: the types of input and gold follow from them. */
  cases: string | readonly InlineCase<Input, Gold>[]
  /** zod schemas that every case must fit: the types of input and gold follow from them. */
  schema?: { input?: z.ZodType<Input>; gold?: z.ZodType<Gold> }
}

/** One trial of a case in a code suite: its answer, as it was read and checked. */
export interface Trial<Input, Gold> {
  case: Case<Input, Gold>
  model: Model
  /** From 0. */
  trial: number
  answer: Answer
  /** What the answer was read as, in the task's format. */
  output: Json | undefined
  checks: CheckResult[]
}

/** The first trial, with all of them beside it. */
export interface Evaluation<Input, Gold> extends Trial<Input, Gold> {
  /** In order; where one trial failed with an error, it is missing here. */
  trials: Trial<Input, Gold>[]
}

/** What the body of a test in a code suite receives. */
export interface TaskTestContext<Input, Gold> {
  /** Runs the subject once per trial and judges its answers. Rejects with the error where no trial was answered. */
  evaluate(
    subject: (context: SubjectContext & { input: Input }) => Promise<Answer | Json> | Answer | Json,
  ): Promise<Evaluation<Input, Gold>>
  expect: typeof vitestExpect
  case: Case<Input, Gold>
  model: Model
  signal: AbortSignal
}

type Body<Input, Gold> = (context: TaskTestContext<Input, Gold>) => unknown
/** What a code suite declares its tests with. */
export type TaskTest<Input, Gold> = DeclareTests<Body<Input, Gold>>

/**
 * Declares a task in code: its tests run once per (model, case), the function under evaluation once per trial. A second test in one suite
 * is a task of its own in records and reports, named after both.
 */
export function describeTask<Input = JsonObject, Gold = Json | undefined>(
  name: string,
  settings: TaskSuiteSettings<Input, Gold>,
  define: (suite: { test: TaskTest<Input, Gold> }) => void,
): void {
  const { config } = provided()
  const { schema, ...rest } = settings
  const file = suiteFile()
  const test = taskTest<Body<Input, Gold>>((declare, title, body, number) => {
    const taskName = number === 0 ? name : `${name}.${slug(title)}`
    const task = resolveTask({ ...rest, cases: rest.cases as never, name: taskName, prompt: '' }, { file, config, code: true })
    fitCases(task, schema)
    const models = modelsOf(task, config.models)
    declare(title, { concurrent: true }, () => {
      beforeAll(({}, suite) => announceTask(task, models, suite))
      for (const model of models) describe(model.label, { concurrent: true }, () => registerCases(task, model, body))
    })
  })
  describe(name, { concurrent: true }, () => define({ test }))
}

function registerCases<Input, Gold>(task: Task, model: Model, body: Body<Input, Gold>): void {
  const records: SuiteRecords = new Map()
  const turns = inTurn(task, model, records)
  for (const subject of task.cases) {
    vitestTest(stripControl(subject.id), { timeout: 0 }, async (context) => {
      const setup = setupOf(task, model, subject, context.signal)
      const run = () => runBody(context, setup, records, body)
      await (turns === null ? run() : turns(context, setup, run))
    })
  }
  registerGates(task, model, records, () => (call) => call())
}

async function runBody<Input, Gold>(
  context: TestContext,
  setup: CaseSetup,
  forGates: SuiteRecords,
  body: Body<Input, Gold>,
): Promise<void> {
  let trials: JudgedTrial[] = []
  const evaluate: TaskTestContext<Input, Gold>['evaluate'] = async (subject) => {
    if (trials.length > 0)
      throw new EvalError('config', 'evaluate was called twice in one test', { hint: 'call it once; it runs every trial' })
    const call = (input: never, given: SubjectContext) => Promise.resolve(subject({ ...given, input: input as Input }))
    trials = await runCase({ ...setup, subject: call as never })
    return evaluationOf(setup, trials)
  }
  const thrown = await Promise.resolve()
    .then(() => body({ evaluate, expect: context.expect, case: setup.case as never, model: setup.model, signal: context.signal }))
    .then(
      () => null,
      (error: unknown) => ({ error }),
    )
  if (trials.length === 0)
    throw (
      thrown?.error ?? new EvalError('config', 'the test evaluated nothing', { hint: 'call `evaluate` with the function under evaluation' })
    )
  const unanswered = trials.every((trial) => trial.status !== 'answered')
  const assertions = unanswered ? trials : trials.map((trial) => assertionCheck(trial, thrown?.error))
  await finishTest(context, setup, assertions, forGates, thrown?.error)
}

function evaluationOf<Input, Gold>(setup: CaseSetup, judged: readonly JudgedTrial[]): Evaluation<Input, Gold> {
  const trials = judged.flatMap(({ trial, answer, reading, checks }) =>
    answer ? [{ case: setup.case as never as Case<Input, Gold>, model: setup.model, trial, answer, output: reading.value, checks }] : [],
  )
  const [first] = trials
  if (!first) throw judged[0]?.error ?? new EvalError('bug', 'a case has no trial')
  return { ...first, trials }
}

/** Every case must fit the schemas that its types were taken from. */
function fitCases(task: Task, schema: { input?: z.ZodType; gold?: z.ZodType } | undefined): void {
  for (const [part, fits] of Object.entries(schema ?? {})) {
    for (const subject of task.cases) {
      const result = (fits as z.ZodType).safeParse(subject[part as 'input' | 'gold'])
      if (result.success) continue
      const [issue] = result.error.issues
      const { file, line, column } = subject.place
      throw new EvalError(
        'config',
        `${file}:${line}:${column} the ${part} of case ${subject.id} does not fit its schema: ${[...(issue?.path ?? [])].join('.')} ${issue?.message}`,
      )
    }
  }
}

function suiteFile(): string {
  const file = vitestExpect.getState().testPath
  if (!file) throw new EvalError('config', 'describeTask was called outside of a test file', { hint: 'name the file NAME.eval.ts' })
  return file
}

function slug(title: string): string {
  return title
    .toLowerCase()
    .replaceAll(/[^a-z0-9._-]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
}
