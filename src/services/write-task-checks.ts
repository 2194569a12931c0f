import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { labelsFileOf, readLabels } from '../check-writing/labels-file.ts'
import { writeChecksFile } from '../check-writing/write-checks-file.ts'
import { hashText } from '../hash/hash-text.ts'
import { isRunLocked, lockRun } from '../records/run-lock.ts'
import { casesWithGold } from '../mutators/mutants-of.ts'
import type { RunLock } from '../records/run-lock.ts'
import type { Ask } from '../schema/ask.ts'
import type { ChecksFile } from '../schema/checks-file.ts'
import type { Config } from '../schema/config.ts'
import { EvalError } from '../schema/eval-error.ts'
import type { Model } from '../schema/model.ts'
import type { Task } from '../schema/task.ts'
import { checksFileOf } from '../tasks/read-checks-file.ts'
import { isStale } from '../tasks/written-for.ts'
import { answersOfRuns, runsOf } from './answers-of-runs.ts'
import { previousChecks } from './previous-checks.ts'
import { writeChecks } from './write-checks.ts'
import type { WriteChecksOptions, WrittenChecks } from './write-checks.ts'

export interface WriteTaskChecksOptions extends Pick<WriteChecksOptions, 'cases' | 'seed' | 'signal'> {
  task: Task
  config: Config
  model: Model
  ask: Ask
  /** Stored answers of this run alone; default: of all runs. */
  run?: string | undefined
  /** The file stays as it is. */
  dryRun?: boolean
}

export interface TaskChecks {
  /** The file of checks. */
  path: string
  file: ChecksFile
  /** How they were written; `null`: another process has just done so. */
  written: WrittenChecks | null
}

/** How often it is looked whether another process has written. */
const LOOK_MS = 200

/**
 * Writes the checks of a task into its file, one process at a time: where another one has just written them for the task as it is, those are
 * taken. Stored answers count where people labelled some; where there is no gold, they are all that checks can be tried on. Rejects with EvalError; the file is then as it was.
 */
export async function writeTaskChecks(options: WriteTaskChecksOptions): Promise<TaskChecks> {
  const { task, config, run, dryRun = false, signal } = options
  const path = checksFileOf(task.file)
  if (path === null) throw new EvalError('config', `checks are written for tasks in YAML, which ${task.file} is not`)
  const { lock, waited } = await alone(path, config.resultsFolder)
  try {
    const previous = previousChecks(task)
    if (waited && previous?.writtenFor !== undefined && !isStale(previous, task)) return { path, file: previous, written: null }
    const labels = readLabels(labelsFileOf(task.file))
    const isWanted = labels.size > 0 || run !== undefined || casesWithGold(task).length === 0
    const runs = !isWanted ? [] : await runsOf(config.resultsFolder, task.useCase, run)
    const answers = answersOfRuns(task, config.resultsFolder, runs)
    const written = await writeChecks({ ...options, previous, labels, answers })
    signal?.throwIfAborted()
    if (!dryRun) await writeChecksFile(path, written.file)
    return { path, file: written.file, written }
  } finally {
    lock.release()
  }
}

/** Leave to write a file, and whether another process had it before. */
async function alone(path: string, resultsFolder: string): Promise<{ lock: RunLock; waited: boolean }> {
  const file = join(resultsFolder, '.locks', `checks-${hashText(path)}.json`)
  for (let waited = false; ; waited = true) {
    if (!isRunLocked(file)) {
      try {
        return { lock: lockRun('checks', file), waited }
      } catch (error) {
        if (!isRunLocked(file)) throw error
      }
    }
    await sleep(LOOK_MS)
  }
}
