import type { CallRecord } from '../schema/call.ts'
import { CALL_SCHEMA } from './file-journal.ts'
import { parseRecord, readLineHeads } from './json-lines.ts'
import { callHead } from './line-heads.ts'
import { openLineReader, READ_AHEAD } from './line-reader.ts'
import type { LinePlace } from './line-splitter.ts'
import { listRuns } from './list-runs.ts'
import { runFolder, shardFiles } from './run-paths.ts'

/** Calls by their id: places in memory, texts in the files. */
export interface CallIndex {
  get(callId: string): CallRecord | null
  close(): void
}

const callHeads = (file: string) => readLineHeads<Pick<CallRecord, 'callId'>, CallRecord>(file, CALL_SCHEMA, callHead)

const addFile = async (file: string, wanted: ReadonlySet<string>, places: Map<string, LinePlace>): Promise<void> => {
  for await (const { record, offset, length } of callHeads(file)) {
    const known = places.get(record.callId)
    if (wanted.has(record.callId) && (!known || known.file === file)) places.set(record.callId, { file, offset, length })
  }
}

/** The files of a run's calls. */
export const journalsOf = (resultsFolder: string, runId: string): Promise<string[]> =>
  shardFiles(runFolder(resultsFolder, runId), 'calls', 'jsonl')

/**
 * Finds the wanted calls among the run's `own` and, for answers reused from an earlier run, in the journals of the other runs, newest first.
 * A call that is nowhere has no place.
 */
export async function findCalls(
  resultsFolder: string,
  runId: string,
  wanted: ReadonlySet<string>,
  own: ReadonlyMap<string, LinePlace>,
): Promise<ReadonlyMap<string, LinePlace>> {
  if ([...wanted].every((id) => own.has(id))) return own
  const places = new Map([...wanted].flatMap((id) => (own.has(id) ? [[id, own.get(id) as LinePlace] as const] : [])))
  for (const other of await listRuns(resultsFolder)) {
    if (places.size >= wanted.size) break
    if (other.runId === runId || other.header === null) continue
    for (const file of await journalsOf(resultsFolder, other.runId)) await addFile(file, wanted, places)
  }
  return places
}

/** Opens calls whose places are known. */
export function openCalls(places: ReadonlyMap<string, LinePlace>): CallIndex {
  const reader = openLineReader(READ_AHEAD)
  return {
    get(callId) {
      const place = places.get(callId)
      return place === undefined ? null : parseRecord<CallRecord>(reader.read(place), CALL_SCHEMA, place.file)
    },
    close: () => reader.close(),
  }
}

/** Places of a run's own calls, shard by shard, by their ids. */
export async function placesOfCalls(resultsFolder: string, runId: string): Promise<ReadonlyMap<string, LinePlace>> {
  const places = new Map<string, LinePlace>()
  for (const file of await journalsOf(resultsFolder, runId)) {
    // A line that is there twice was torn the first time.
    for await (const { record, offset, length } of callHeads(file)) places.set(record.callId, { file, offset, length })
  }
  return places
}

/** The calls at those places, one after the other. */
export async function* readCalls(places: ReadonlyMap<string, LinePlace>, except: ReadonlySet<string>): AsyncGenerator<CallRecord> {
  const calls = openCalls(places)
  try {
    for (const callId of places.keys()) {
      const call = except.has(callId) ? null : calls.get(callId)
      if (call !== null) yield call
    }
  } finally {
    calls.close()
  }
}
