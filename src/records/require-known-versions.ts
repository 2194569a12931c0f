import { open } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { requireKnownHeaders } from './header-file.ts'
import { parseRecord } from './json-lines.ts'
import { JUDGEMENT_SCHEMA, judgementsFile } from './judgements.ts'
import { CALL_COST_SCHEMA, laterCostFiles } from './later-costs.ts'
import { useCasesOf } from './list-runs.ts'
import { recordsFolder, shardFiles } from './run-paths.ts'
import { TASK_SCHEMA, TRIAL_SCHEMA } from './trial-index.ts'

const LOOK_BYTES = 1 << 16
const START = /^\{"schema":"([^"\\]{1,80})"/

/**
 * Looks at a run before it goes on: what it will read at its end must not turn out to be of another version when everything was asked. Files of
 * lines are looked at where they begin and end, for a version that appends does not stop midway; the journal is read anyway. Throws EvalError
 * config with the file's name.
 */
export async function requireKnownVersions(resultsFolder: string, runId: string): Promise<void> {
  await requireKnownHeaders(resultsFolder, runId)
  for (const file of await laterCostFiles(resultsFolder, runId)) await requireKnownLines(file, CALL_COST_SCHEMA)
  for (const useCase of await useCasesOf(resultsFolder, runId)) {
    const folder = recordsFolder(resultsFolder, useCase, runId)
    for (const file of await shardFiles(folder, 'tasks', 'jsonl')) await requireKnownLines(file, TASK_SCHEMA)
    for (const file of await shardFiles(folder, 'trials', 'jsonl')) await requireKnownLines(file, TRIAL_SCHEMA)
    await requireKnownLines(judgementsFile(folder), JUDGEMENT_SCHEMA)
  }
}

async function requireKnownLines(file: string, schema: string): Promise<void> {
  // That it cannot be read is said where it is read.
  const handle = await open(file, 'r').catch(() => null)
  if (handle === null) return
  try {
    const { size } = await handle.stat()
    for (const line of [...(await linesAt(handle, 0)), ...(await lastLines(handle, size))]) {
      const found = START.exec(line)?.[1]
      if (line !== '' && found !== schema) parseRecord(found === undefined ? line : JSON.stringify({ schema: found }), schema, file)
    }
  } finally {
    await handle.close()
  }
}

/** From the last part of a file that holds the beginning of a line. */
async function lastLines(handle: FileHandle, size: number): Promise<string[]> {
  if (size <= LOOK_BYTES) return []
  for (let bytes = LOOK_BYTES; ; bytes = Math.min(bytes * 8, size)) {
    const [, ...lines] = await linesAt(handle, size - bytes, bytes)
    if (bytes === size || lines.some((line) => line !== '')) return lines
  }
}

async function linesAt(handle: FileHandle, offset: number, bytes = LOOK_BYTES): Promise<string[]> {
  const { buffer, bytesRead } = await handle.read(Buffer.allocUnsafe(bytes), 0, bytes, offset)
  return buffer.toString('utf8', 0, bytesRead).split('\n')
}
