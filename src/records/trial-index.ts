import path from 'node:path'
import { setImmediate } from 'node:timers/promises'
import type { TaskRecord } from '../schema/run-header.ts'
import type { TrialRecord } from '../schema/trial-record.ts'
import { parseRecord, readJsonLines, readLineHeads } from './json-lines.ts'
import { trialHead } from './line-heads.ts'
import type { TrialHead } from './line-heads.ts'
import { openLineReader, READ_AHEAD } from './line-reader.ts'
import type { LinePlace } from './line-splitter.ts'
import type { PlacesById } from './named-places.ts'
import { shardFiles } from './run-paths.ts'
import { TrialPlaces } from './trial-places.ts'

/** Schema of the lines of `tasks.jsonl`. */
export const TASK_SCHEMA = 'taskbench/task@1'
/** Schema of the lines of `trials.jsonl`. */
export const TRIAL_SCHEMA = 'taskbench/trial@1'

/** Trials between two turns of the event loop, so that reading many does not hold up others. */
const TURN = 200

/** The latest record of each trial of a folder: its place, and the calls that it names. */
export interface TrialIndex {
  /** In the order of trials. */
  places(): Iterable<LinePlace>
  /** Ids of calls that are not the run's own. */
  foreignCalls: ReadonlySet<string>
}

/** Reads all `trials*.jsonl` of a folder once; texts stay in the files. `own`: the run's own calls. */
export async function indexTrials(folder: string, own: Pick<PlacesById, 'has'>): Promise<TrialIndex> {
  const latest = new TrialPlaces()
  const foreign = new Map<number, string[]>()
  for (const file of await shardFiles(folder, 'trials', 'jsonl')) {
    const since = await sessionsThatCount(path.join(folder, path.basename(file).replace('trials', 'tasks')))
    for await (const { record, offset, length } of readLineHeads<TrialHead, TrialRecord>(file, TRIAL_SCHEMA, trialHead)) {
      if ((record.session ?? 0) < (since.get(record.task) ?? 0)) continue
      const number = latest.set(record, { file, offset, length })
      const others = record.callIds.filter((id) => !own.has(id))
      if (others.length > 0) foreign.set(number, others)
    }
  }
  const order = latest.inOrder()
  return {
    places: () => latest.at(order),
    foreignCalls: new Set(foreign.size === 0 ? [] : [...order].flatMap((n) => foreign.get(n) ?? [])),
  }
}

/** From which session on the trials of a task count, where it was changed before the run was resumed. */
async function sessionsThatCount(file: string): Promise<Map<string, number>> {
  const since = new Map<string, number>()
  for await (const { record } of readJsonLines<TaskRecord>(file, TASK_SCHEMA))
    since.set(record.name, record.gone ? Infinity : (record.since ?? 0))
  return since
}

/** The records of an index, one after the other. */
export async function* readTrials(index: TrialIndex): AsyncGenerator<TrialRecord> {
  const reader = openLineReader(READ_AHEAD)
  let count = 0
  try {
    for (const place of index.places()) {
      const record = parseRecord<TrialRecord>(reader.read(place), TRIAL_SCHEMA, place.file)
      if (record !== null) yield record
      if (++count % TURN === 0) await setImmediate()
    }
  } finally {
    reader.close()
  }
}
