import { writeFileSync } from 'node:fs'
import { chmod, mkdir, open, readFile } from 'node:fs/promises'
import { putInPlace, putInPlaceSync } from '../files/put-in-place.ts'
import { EvalError } from '../schema/eval-error.ts'
import type { RunHeader, RunStatus } from '../schema/run-header.ts'
import { isRunLocked } from './run-lock.ts'
import { headerFile, lockFile, runFolder, shardFiles } from './run-paths.ts'
import type { Shard } from './run-paths.ts'
import { writeProblem } from './write-problem.ts'

const RUN_SCHEMA = 'taskbench/run@1'
/** Code of the error that a header is which is no JSON: resuming the run writes it anew. */
export const DAMAGED = 'damaged'

/** Writes `run.json` (or `run.2-of-4.json`) whole or not at all. Throws EvalError where it cannot. */
export async function writeHeaderFile(resultsFolder: string, header: RunHeader): Promise<void> {
  const folder = runFolder(resultsFolder, header.runId)
  const file = headerFile(resultsFolder, header.runId, header.shard)
  try {
    await mkdir(folder, { recursive: true })
    await putInPlace(file, async (temporary) => {
      const handle = await open(temporary, 'w', 0o600)
      try {
        await handle.writeFile(headerText(header))
        await handle.datasync()
      } finally {
        await handle.close()
      }
      await chmod(temporary, 0o600)
    })
  } catch (error) {
    throw writeProblem(file, error)
  }
}

/** The same in one go, for an `exit` handler; that it cannot be written is left unsaid there. */
export function writeHeaderFileSync(resultsFolder: string, header: RunHeader): void {
  const file = headerFile(resultsFolder, header.runId, header.shard)
  try {
    putInPlaceSync(file, (temporary) => writeFileSync(temporary, headerText(header), { mode: 0o600 }))
  } catch {
    return
  }
}

const headerText = (header: RunHeader): string => `${JSON.stringify(header, null, 2)}\n`

const parseHeader = (text: string, file: string): RunHeader => {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (cause) {
    throw new EvalError('config', `Found ${file} damaged: it is not JSON`, {
      at: file,
      hint: 'Remove the run, or resume it: that writes the file anew.',
      code: DAMAGED,
      cause,
    })
  }
  const found = typeof value === 'object' && value !== null && 'schema' in value ? value.schema : null
  if (found === RUN_SCHEMA) return value as RunHeader
  throw new EvalError('config', `Found schema ${JSON.stringify(found).slice(0, 80)} in ${file}, expected "${RUN_SCHEMA}"`, {
    at: file,
    hint: 'The run was written by another version of taskbench: read it with that version, or start a new run.',
  })
}

/** A run that says that it is running and is written by no live process was killed. */
const asItStands = (resultsFolder: string, header: RunHeader): RunHeader =>
  header.status !== 'running' || isRunLocked(lockFile(resultsFolder, header.runId, header.shard))
    ? header
    : { ...header, status: 'interrupted', stopReason: 'the process was killed' }

/**
 * The header that one process of a run wrote before; `null` if there is none, or it is damaged. Throws EvalError config where another version
 * of taskbench wrote it.
 */
export async function readFormerHeader(resultsFolder: string, runId: string, shard: Shard | null): Promise<RunHeader | null> {
  const file = headerFile(resultsFolder, runId, shard)
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return ''
    throw writeProblem(file, error)
  })
  return isJson(text) ? asItStands(resultsFolder, parseHeader(text, file)) : null
}

/** Throws EvalError config for a header of another version; one that is damaged is written anew by the run. */
export async function requireKnownHeaders(resultsFolder: string, runId: string): Promise<void> {
  for (const file of await shardFiles(runFolder(resultsFolder, runId), 'run', 'json')) {
    const text = await readFile(file, 'utf8')
    if (isJson(text)) parseHeader(text, file)
  }
}

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/** The headers of a run as it stands now: one, or one per shard that is present. */
export async function readHeaderFiles(resultsFolder: string, runId: string): Promise<RunHeader[]> {
  const files = await shardFiles(runFolder(resultsFolder, runId), 'run', 'json')
  const headers: RunHeader[] = []
  for (const file of files) headers.push(asItStands(resultsFolder, parseHeader(await readFile(file, 'utf8'), file)))
  const shards = headers.filter((header) => header.shard !== null)
  return shards.length > 0 ? shards : headers
}

/** How many shards the run has and how many are here; `null` if it was not sharded. */
export function countShards(headers: readonly RunHeader[]): { expected: number; present: number } | null {
  const shards = headers.flatMap((header) => (header.shard === null ? [] : [header.shard]))
  if (shards.length === 0) return null
  return { expected: Math.max(...shards.map((shard) => shard.count)), present: new Set(shards.map((shard) => shard.index)).size }
}

const mergedStatus = (headers: readonly RunHeader[], missing: number): RunStatus => {
  for (const status of ['running', 'interrupted'] as const) if (headers.some((header) => header.status === status)) return status
  return missing === 0 && headers.every((header) => header.status === 'complete') ? 'complete' : 'incomplete'
}

/** One header for all shards of a run: earliest start, latest end, the worst status; a missing shard makes the run incomplete. */
export function mergeHeaders(headers: readonly [RunHeader, ...RunHeader[]]): RunHeader {
  const [first] = headers
  const shards = countShards(headers)
  if (shards === null || shards.expected === 1) return first
  const missing = shards.expected - shards.present
  const ends = headers.map((header) => header.finishedAt)
  const models = new Map(headers.flatMap((header) => header.models).map((model) => [model.label, model]))
  const reasons = new Set(headers.flatMap((header) => header.stopReason ?? []))
  if (missing > 0) reasons.add(`${missing} of ${shards.expected} shards are missing`)
  return {
    ...first,
    startedAt: headers.map((header) => header.startedAt).sort()[0] ?? first.startedAt,
    finishedAt: ends.includes(null) ? null : (ends.sort().at(-1) ?? null),
    status: mergedStatus(headers, missing),
    stopReason: reasons.size === 0 ? null : [...reasons].join('; '),
    dirty: headers.some((header) => header.dirty === true) ? true : first.dirty,
    shard: headers.length === 1 ? first.shard : null,
    models: [...models.values()],
  }
}
