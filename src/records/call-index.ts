import type { CallRecord } from '../schema/call.ts'
import { CALL_SCHEMA } from './file-journal.ts'
import { parseRecord, readJsonLines } from './json-lines.ts'
import { openLineReader, READ_AHEAD } from './line-reader.ts'
import type { LinePlace } from './line-splitter.ts'
import { listRuns } from './list-runs.ts'
import { runFolder, shardFiles } from './run-paths.ts'

/** Calls by their id: places in memory, texts in the files. */
export interface CallIndex {
  get(callId: string): CallRecord | null
  close(): void
}

const addFile = async (file: string, wanted: ReadonlySet<string>, places: Map<string, LinePlace>): Promise<void> => {
  for await (const { record, offset, length } of readJsonLines<CallRecord>(file, CALL_SCHEMA)) {
    if (wanted.has(record.callId) && !places.has(record.callId)) places.set(record.callId, { file, offset, length })
  }
}

/** The files of a run's calls. */
export const journalsOf = (resultsFolder: string, runId: string): Promise<string[]> =>
  shardFiles(runFolder(resultsFolder, runId), 'calls', 'jsonl')

/**
 * Finds the wanted calls in the journals of a run and, for answers reused from an earlier run, in those of the other runs, newest first.
 * A call that is nowhere has no place. `known`: places that need not be looked for.
 */
export async function findCalls(
  resultsFolder: string,
  runId: string,
  wanted: ReadonlySet<string>,
  known: ReadonlyMap<string, LinePlace>,
): Promise<ReadonlyMap<string, LinePlace>> {
  const places = new Map([...wanted].flatMap((id) => (known.has(id) ? [[id, known.get(id) as LinePlace] as const] : [])))
  const found = () => places.size >= wanted.size
  if (found()) return places
  for (const file of await journalsOf(resultsFolder, runId)) await addFile(file, wanted, places)
  for (const other of found() ? [] : await listRuns(resultsFolder)) {
    if (found()) break
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

/** Every call of a run, shard by shard, each once. The places that it comes by are added to `places`. */
export async function* callsOfRun(resultsFolder: string, runId: string, places: Map<string, LinePlace>): AsyncGenerator<CallRecord> {
  const seen = new Set<string>()
  for (const file of await journalsOf(resultsFolder, runId)) {
    for await (const { record, offset, length } of readJsonLines<CallRecord>(file, CALL_SCHEMA)) {
      if (seen.has(record.callId)) continue
      seen.add(record.callId)
      if (!places.has(record.callId)) places.set(record.callId, { file, offset, length })
      yield record
    }
  }
}
