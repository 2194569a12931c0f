import { labelsFileOf, lostLabels, readLabels } from '../check-writing/labels-file.ts'
import { tryChecks } from '../check-writing/try-checks.ts'
import type { TriedChecks } from '../check-writing/tried-checks.ts'
import { loadConfig } from '../config/load-config.ts'
import type { AnswerLabel } from '../schema/answer-label.ts'
import type { Task } from '../schema/task.ts'
import { loadTask } from '../tasks/load-task.ts'
import { answersOfRuns, runsOf } from './answers-of-runs.ts'
import { findTaskFile } from './find-task-file.ts'

export interface TryTaskOptions {
  root: string
  /** A task file, or the name of a task. */
  task: string
  /** Answers of this run alone; default: of all runs. */
  run?: string | undefined
  /** Default: as configured. */
  results?: string | undefined
  env: Readonly<Record<string, string | undefined>>
  seed?: number
  perMutator?: number
}

export interface TriedTask {
  task: Task
  tried: TriedChecks
  runs: string[]
  /** Labels whose answers are gone. */
  lost: AnswerLabel[]
}

/** Tries a task's checks, written by hand or locked, on gold, mutants and stored answers; nothing is asked. Throws EvalError config. */
export async function tryTask(options: TryTaskOptions): Promise<TriedTask> {
  const { root, env, seed, perMutator } = options
  const config = await loadConfig({ root, env })
  const resultsFolder = options.results ?? config.resultsFolder
  const file = findTaskFile(options.task, root)
  const task = loadTask(file, config)
  const runs = await runsOf(resultsFolder, task.useCase, options.run)
  const labels = readLabels(labelsFileOf(file))
  const answers = answersOfRuns(task, resultsFolder, runs)
  const mutants = { ...(seed === undefined ? {} : { seed }), ...(perMutator === undefined ? {} : { perMutator }) }
  const tried = await tryChecks({ task, checks: task.checks, answers, labels, mutants })
  const found = new Set(tried.answers.flatMap((answer) => (answer.origin === 'stored' ? [answer.hash] : [])))
  return { task, tried, runs, lost: lostLabels(labels, found, options.run === undefined ? null : (runs[0] ?? null)) }
}
