import path from 'node:path'
import { setImmediate } from 'node:timers/promises'
import type { TaskRecord } from '../schema/run-header.ts'
import type { TrialRecord } from '../schema/trial-record.ts'
import { parseRecord, readJsonLines, readLineHeads } from './json-lines.ts'
import { trialHead } from './line-heads.ts'
import type { TrialHead } from './line-heads.ts'
import { openLineReader, READ_AHEAD } from './line-reader.ts'
import type { LinePlace } from './line-splitter.ts'
import { compareTrials, trialKeyText } from './record-order.ts'
import type { TrialKey } from './record-order.ts'
import { shardFiles } from './run-paths.ts'

/** Schema of the lines of `tasks.jsonl`. */
export const TASK_SCHEMA = 'taskbench/task@1'
/** Schema of the lines of `trials.jsonl`. */
export const TRIAL_SCHEMA = 'taskbench/trial@1'

/** Trials between two turns of the event loop, so that reading many does not hold up others. */
const TURN = 200

/** The latest record of each trial of a folder: its place and the calls it names, in the order of trials. */
export interface TrialIndex {
  places: readonly LinePlace[]
  callIds: ReadonlySet<string>
}

/** Reads all `trials*.jsonl` of a folder once; texts stay in the files. */
export async function indexTrials(folder: string): Promise<TrialIndex> {
  const latest = new Map<string, { key: TrialKey; place: LinePlace; callIds: string[] }>()
  for (const file of await shardFiles(folder, 'trials', 'jsonl')) {
    const since = await sessionsThatCount(path.join(folder, path.basename(file).replace('trials', 'tasks')))
    for await (const { record, offset, length } of readLineHeads<TrialHead, TrialRecord>(file, TRIAL_SCHEMA, trialHead)) {
      const { task, model, case: caseId, trial, callIds, session = 0 } = record
      if (session < (since.get(task) ?? 0)) continue
      const key = { task, model, case: caseId, trial }
      latest.set(trialKeyText(key), { key, place: { file, offset, length }, callIds })
    }
  }
  const sorted = [...latest.values()].sort((a, b) => compareTrials(a.key, b.key))
  return { places: sorted.map(({ place }) => place), callIds: new Set(sorted.flatMap(({ callIds }) => callIds)) }
}

/** From which session on the trials of a task count, where it was changed before the run was resumed. */
async function sessionsThatCount(file: string): Promise<Map<string, number>> {
  const since = new Map<string, number>()
  for await (const { record } of readJsonLines<TaskRecord>(file, TASK_SCHEMA)) since.set(record.name, record.since ?? 0)
  return since
}

/** The records of an index, one after the other. */
export async function* readTrials(index: TrialIndex): AsyncGenerator<TrialRecord> {
  const reader = openLineReader(READ_AHEAD)
  let count = 0
  try {
    for (const place of index.places) {
      const record = parseRecord<TrialRecord>(reader.read(place), TRIAL_SCHEMA, place.file)
      if (record !== null) yield record
      if (++count % TURN === 0) await setImmediate()
    }
  } finally {
    reader.close()
  }
}
