import { relative, sep } from 'node:path'
import type { Model } from '../schema/model.ts'
import type { TaskRecord } from '../schema/run-header.ts'
import type { Task } from '../schema/task.ts'
import { expectTrials } from '../services/frugal-memory.ts'
import { engineLine, provided } from './provided.ts'

/** Tells the main process, before a task's first test, what the report must know of it. */
export async function announceTask(task: Task, models: readonly Model[], suite: object): Promise<void> {
  const { config, runId } = provided()
  const {
    file,
    messages: _,
    params: __,
    tools: ___,
    chunking: ____,
    checks,
    generatedChecks: _________,
    checksFile: __________,
    judge: ________,
    cases,
    lines: ______,
    dependencies: _______,
    ...settings
  } = task
  const record: TaskRecord = {
    schema: 'taskbench/task@1',
    runId,
    ...settings,
    file: relative(config.root, file).split(sep).join('/'),
    cases: cases.length,
    models: models.map((model) => model.label),
    planned: plannedTests(suite as SuiteView, task.gates.length) * task.trials.count,
    ...generatedAmong(checks),
  }
  expectTrials(task.name, record.planned * models.length)
  await engineLine().request('task', record)
}

function generatedAmong(checks: Task['checks']): Pick<TaskRecord, 'generated'> {
  const marks = checks.flatMap(({ name, generated }) => (generated ? [[name, generated] as const] : []))
  return marks.length === 0 ? {} : { generated: Object.fromEntries(marks) }
}

/** Cases that will run per model, after filters. */
function plannedTests(suite: SuiteView, gates: number): number {
  const perModel = suite.tasks.map(({ tasks = [] }) => tasks.slice(0, tasks.length - gates).filter((test) => test.mode === 'run').length)
  return Math.max(0, ...perModel)
}

/** What is read of Vitest's suite: one suite per model, and the tests in it. */
interface SuiteView {
  tasks: { mode: string; tasks?: { mode: string }[] }[]
}
