import { storedAnswers } from '../check-writing/stored-answers.ts'
import type { StoredAnswer } from '../check-writing/stored-answers.ts'
import { openFileRecordStore } from '../records/file-record-store.ts'
import { findRun } from '../records/find-run.ts'
import { listRuns } from '../records/list-runs.ts'
import type { Task } from '../schema/task.ts'

/** Ids of the runs that have records of a use case, the oldest first; with an id, of that run alone. Throws EvalError config for a run that is not there. */
export async function runsOf(resultsFolder: string, useCase: string, id?: string): Promise<string[]> {
  if (id !== undefined) return [(await findRun(resultsFolder, id)).runId]
  const runs = await listRuns(resultsFolder)
  return runs
    .filter(({ useCases }) => useCases.includes(useCase))
    .map(({ runId }) => runId)
    .reverse()
}

/** The stored answers of runs to a task, run by run. */
export async function* answersOfRuns(task: Task, resultsFolder: string, runs: readonly string[]): AsyncGenerator<StoredAnswer> {
  for (const runId of runs) {
    const store = openFileRecordStore({ resultsFolder, runId, useCase: task.useCase })
    try {
      yield* storedAnswers(task, store.details())
    } finally {
      await store.close()
    }
  }
}
