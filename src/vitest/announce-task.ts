import { relative, sep } from 'node:path'
import type { TaskMeta } from 'vitest'
import { gateRule } from '../comparison/gate-rule.ts'
import type { Place } from '../schema/fault.ts'
import type { Model } from '../schema/model.ts'
import type { TaskRecord } from '../schema/run-header.ts'
import type { Task } from '../schema/task.ts'
import { expectTrials } from '../services/frugal-memory.ts'
import { engineLine, provided } from './provided.ts'

declare module 'vitest' {
  interface TaskMeta {
    /** Of the suite of a task: where its checks and gates are written, by what failures of them are called. */
    taskbenchPlaces?: Record<string, Place>
  }
}

/** Tells the main process, before a task's first test, what the report must know of it; where its parts are written stands in its suite's meta. */
export async function announceTask(task: Task, models: readonly Model[], suite: SuiteView): Promise<void> {
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
  const planned = plannedTrials(task, suite)
  const record: TaskRecord = {
    schema: 'taskbench/task@1',
    runId,
    ...settings,
    file: relative(config.root, file).split(sep).join('/'),
    cases: cases.length,
    models: models.map((model) => model.label),
    planned: Math.max(0, ...planned),
    ...(new Set(planned).size > 1 ? { plannedByModel: planned } : {}),
    ...generatedAmong(checks),
  }
  suite.meta.taskbenchPlaces = placesOf(task)
  expectTrials(task.name, record.planned * models.length)
  await engineLine().request('task', record)
}

function placesOf({ checks, gates }: Task): Record<string, Place> {
  const parts = [
    ...checks.map(({ name, place }) => [`check ${name}`, place] as const),
    ...gates.map((gate) => [`gate: ${gateRule(gate)}`, gate.place] as const),
  ]
  return Object.fromEntries(parts.flatMap(([part, place]) => (place ? [[part, place]] : [])))
}

function generatedAmong(checks: Task['checks']): Pick<TaskRecord, 'generated'> {
  const marks = checks.flatMap(({ name, generated }) => (generated ? [[name, generated] as const] : []))
  return marks.length === 0 ? {} : { generated: Object.fromEntries(marks) }
}

/** Trials that will run of each model, after filters. */
function plannedTrials({ gates, trials }: Task, suite: SuiteView): number[] {
  const cases = suite.tasks.map(
    ({ tasks = [] }) => tasks.slice(0, tasks.length - gates.length).filter((test) => test.mode === 'run').length,
  )
  return cases.map((count) => count * trials.count)
}

/** What is read of Vitest's suite: one suite per model, and the tests in it. */
interface SuiteView {
  meta: TaskMeta
  tasks: { mode: string; tasks?: { mode: string }[] }[]
}
