import type { CallRecord } from '../schema/call.ts'
import { CALL_SCHEMA } from './file-journal.ts'
import { parseRecord, readLineHeads } from './json-lines.ts'
import { callHead } from './line-heads.ts'
import { openLineReader, READ_AHEAD } from './line-reader.ts'
import { listRuns } from './list-runs.ts'
import { NamedPlaces } from './named-places.ts'
import type { PlacesById } from './named-places.ts'
import { runFolder, shardFiles } from './run-paths.ts'

/** Calls by their id: places in memory, texts in the files. */
export interface CallIndex {
  get(callId: string): CallRecord | null
  close(): void
}

const callHeads = (file: string) => readLineHeads<Pick<CallRecord, 'callId'>, CallRecord>(file, CALL_SCHEMA, callHead)

const addFile = async (file: string, wanted: ReadonlySet<string>, places: NamedPlaces): Promise<void> => {
  for await (const { record, offset, length } of callHeads(file)) {
    const known = wanted.has(record.callId) ? places.get(record.callId) : undefined
    if (wanted.has(record.callId) && (!known || known.file === file)) places.set(record.callId, { file, offset, length })
  }
}

/** The files of a run's calls. */
export const journalsOf = (resultsFolder: string, runId: string): Promise<string[]> =>
  shardFiles(runFolder(resultsFolder, runId), 'calls', 'jsonl')

/**
 * The places of a run's `own` calls and, for answers reused from an earlier run, of the `wanted` ones in the journals of the other runs, newest
 * first. A call that is nowhere has no place.
 */
export async function findCalls(resultsFolder: string, runId: string, wanted: ReadonlySet<string>, own: PlacesById): Promise<PlacesById> {
  if (wanted.size === 0) return own
  const found = new NamedPlaces()
  for (const other of await listRuns(resultsFolder)) {
    if (found.size >= wanted.size) break
    if (other.runId === runId || other.header === null) continue
    for (const file of await journalsOf(resultsFolder, other.runId)) await addFile(file, wanted, found)
  }
  return {
    has: (callId) => own.has(callId) || found.has(callId),
    get: (callId) => own.get(callId) ?? found.get(callId),
    keys: () => [...own.keys(), ...found.keys()],
  }
}

/** Opens calls whose places are known. */
export function openCalls(places: PlacesById): CallIndex {
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
export async function placesOfCalls(resultsFolder: string, runId: string): Promise<PlacesById> {
  const places = new NamedPlaces()
  for (const file of await journalsOf(resultsFolder, runId)) {
    // A line that is there twice was torn the first time.
    for await (const { record, offset, length } of callHeads(file)) places.set(record.callId, { file, offset, length })
  }
  return places
}

/** The calls at those places, or those named of them, one after the other. */
export async function* readCalls(places: PlacesById, only: ReadonlySet<string> | null): AsyncGenerator<CallRecord> {
  const calls = openCalls(places)
  try {
    for (const callId of places.keys()) {
      const call = only?.has(callId) === false ? null : calls.get(callId)
      if (call !== null) yield call
    }
  } finally {
    calls.close()
  }
}
