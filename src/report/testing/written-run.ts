import { openFileJournal } from '../../records/file-journal.ts'
import { openFileRecordStore } from '../../records/file-record-store.ts'
import { journalFile } from '../../records/run-paths.ts'
import { generatedHeader, generatedTask, generatedTrial, RUN_ID } from '../../records/testing/generated-records.ts'
import type { GeneratedTrial } from '../../records/testing/generated-records.ts'
import type { RecordStore } from '../../schema/record-store.ts'
import type { RunHeader, TaskRecord } from '../../schema/run-header.ts'

/** Writes a run under a results folder as an engine does, and opens its records. */
export async function writtenRun(
  resultsFolder: string,
  run: { header?: Partial<RunHeader>; tasks?: TaskRecord[]; trials: GeneratedTrial[] },
): Promise<RecordStore> {
  const store = openFileRecordStore({ resultsFolder, runId: RUN_ID, useCase: 'default' })
  const journal = openFileJournal({ file: journalFile(resultsFolder, RUN_ID) })
  const generated = run.trials.map(generatedTrial)
  await store.writeHeader(generatedHeader(run.header))
  for (const task of run.tasks ?? [generatedTask()]) await store.appendTask(task)
  await Promise.all(generated.map(({ call }) => journal.append(call)))
  await store.appendTrials(generated.map(({ trial }) => trial))
  await journal.close()
  return store
}
