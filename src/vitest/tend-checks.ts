import { relative } from 'node:path'
import { checksFileLines } from '../../reporters/checks-file-lines.ts'
import { oneLine } from '../../reporters/one-line.ts'
import { printsData } from '../../reporters/prints-data.ts'
import { EvalError } from '../schema/eval-error.ts'
import type { Model } from '../schema/model.ts'
import type { Task } from '../schema/task.ts'
import { writeTaskChecks } from '../services/write-task-checks.ts'
import { checksState, isToWrite } from '../tasks/checks-state.ts'
import { loadTask } from '../tasks/load-task.ts'
import { checksFileOf } from '../tasks/read-checks-file.ts'
import { writtenFor } from '../tasks/written-for.ts'
import { missingChecks, staleChecks, writeCommand } from './checks-faults.ts'
import type { TendingSetup } from './tended-tasks.ts'
import { writerOf } from './with-writing.ts'

const LONGEST_NOTE = 300

/** Looks after the checks of tasks that want some which are missing or stale, or all with `-u`. One task at a time is written for. */
export function checksTender(setup: () => TendingSetup | null): (task: Task) => Promise<Task> {
  const warned = new Set<string>()
  /** What was written for in this Vitest, by task file: a watching `-u` does not write again because it has written. */
  const done = new Map<string, string>()
  let turn: Promise<unknown> = Promise.resolve()
  const warnOnce = ({ vitest }: TendingSetup, task: Task, text: string) => {
    const key = `${task.file} ${writtenFor(task)} ${text}`
    if (!warned.has(key)) vitest.logger.warn(`taskbench: ${text}`)
    warned.add(key)
  }
  return async (task) => {
    const tending = setup()
    if (!tending) return task
    const state = checksState(task, tending.config)
    const { updateSnapshot: mode } = tending.vitest.config.snapshotOptions
    if (mode === 'none') throw state === 'missing' ? missingChecks(task) : staleChecks(task)
    if (!isToWrite(state, mode) || done.get(task.file) === writtenFor(task)) {
      if (state === 'stale') warnOnce(tending, task, staleWarning(task, tending))
      return task
    }
    const { model, because } = writerOf(tending.config, tending.maySpend)
    if (!model) {
      warnOnce(tending, task, `${unwritten(task, tending, state)}: ${because}. To write them: ${writeCommand(task)}`)
      return task
    }
    const written = turn.then(() => write(task, model, tending))
    turn = written.catch(() => undefined)
    const anew = await written.catch((error: unknown) => {
      if (mode === 'all' || !EvalError.is(error) || error.kind === 'aborted' || error.notOnTape) throw error
      warnOnce(tending, task, `${unwritten(task, tending, state)}: ${error.message}. To try again: ${writeCommand(task)}`)
      return task
    })
    done.set(task.file, writtenFor(anew))
    return anew
  }
}

const named = ({ vitest }: TendingSetup, file: string): string => relative(vitest.config.root, file)

const staleWarning = (task: Task, tending: TendingSetup): string =>
  `${named(tending, checksFileOf(task.file) ?? task.file)} is stale: the task was changed since its checks were written. To write them anew: ${writeCommand(task)}, or -u`

const unwritten = (task: Task, tending: TendingSetup, state: string): string =>
  `${named(tending, checksFileOf(task.file) ?? task.file)} ${state === 'missing' ? 'is missing and was not written' : 'was not written anew'}`

/** Writes a task's checks, shows them, and reads the task with them. */
async function write(task: Task, model: Model, { vitest, run, config }: TendingSetup): Promise<Task> {
  const say = (line: string) => (printsData(vitest.config) ? vitest.logger.error(line) : vitest.logger.log(line))
  say(`taskbench: writing checks for ${task.name} with ${model.label} …`)
  const { path, file, written } = await writeTaskChecks({ task, config, model, ask: run.ask })
  const [by = '', ...lines] = checksFileLines(file, process.stdout.columns)
  say(`${named({ vitest } as TendingSetup, path)}: ${by}`)
  for (const line of lines) say(line)
  for (const note of written?.notes ?? []) say(`left out: ${oneLine(note, LONGEST_NOTE)}`)
  say('')
  return loadTask(task.file, config)
}
