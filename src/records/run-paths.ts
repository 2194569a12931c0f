import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { EvalError } from '../schema/eval-error.ts'
import { nameSchema } from '../schema/task.ts'

/** Name of the folder under `results/` that holds journals and headers. */
export const RUNS_FOLDER = '.runs'

/** Which part of a run this process writes; indexes count from 1. */
export interface Shard {
  index: number
  count: number
}

const legalName = (kind: 'run' | 'use case', name: string): string => {
  if (nameSchema.safeParse(name).success) return name
  throw new EvalError(
    'config',
    `Found ${JSON.stringify(name.slice(0, 120))} as the name of a ${kind}, expected lower-case letters, digits, dots, dashes and underscores`,
    {
      hint: kind === 'run' ? 'Run ids are the folder names under results/.runs.' : 'Rename the use case in its task file.',
    },
  )
}

/** `results/.runs/RUN-ID`. Throws EvalError config for a name that is no run id, so that no path leaves the results. */
export const runFolder = (resultsFolder: string, runId: string): string => path.join(resultsFolder, RUNS_FOLDER, legalName('run', runId))

/** `results/USE-CASE/RUN-ID`. Throws EvalError config for illegal names. */
export const recordsFolder = (resultsFolder: string, useCase: string, runId: string): string =>
  path.join(resultsFolder, legalName('use case', useCase), legalName('run', runId))

/** `calls.jsonl`, or `calls.2-of-4.jsonl` in a shard. */
export const shardedName = (base: string, extension: string, shard: Shard | null): string =>
  shard === null ? `${base}.${extension}` : `${base}.${shard.index}-of-${shard.count}.${extension}`

/** The file of calls that a process of this run and shard appends to. */
export const journalFile = (resultsFolder: string, runId: string, shard: Shard | null = null): string =>
  path.join(runFolder(resultsFolder, runId), shardedName('calls', 'jsonl', shard))

/** The file beside it that a process appends costs to which vendors said later. */
export const costsFile = (resultsFolder: string, runId: string, shard: Shard | null = null): string =>
  path.join(runFolder(resultsFolder, runId), shardedName('costs', 'jsonl', shard))

/** `run.json` of a run, or of one of its shards. */
export const headerFile = (resultsFolder: string, runId: string, shard: Shard | null): string =>
  path.join(runFolder(resultsFolder, runId), shardedName('run', 'json', shard))

/** Says which process writes a run, or one of its shards. */
export const lockFile = (resultsFolder: string, runId: string, shard: Shard | null): string =>
  path.join(runFolder(resultsFolder, runId), shardedName('lock', 'json', shard))

/** Space held for the answers in flight when the disk fills up. */
export const reserveFile = (resultsFolder: string, runId: string, shard: Shard | null): string =>
  path.join(runFolder(resultsFolder, runId), shardedName('reserve', 'tmp', shard))

/** Where a process of this run and shard says how it stands. */
export const progressPath = (resultsFolder: string, runId: string, shard: Shard | null = null): string =>
  path.join(runFolder(resultsFolder, runId), shardedName('progress', 'json', shard))

/** Absolute paths of `base.ext` and of its shards' files in a folder, in the order of the shards; none if the folder is not there. */
export async function shardFiles(folder: string, base: string, extension: string): Promise<string[]> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  const found: { name: string; index: number }[] = []
  for (const name of names) {
    if (!name.startsWith(`${base}.`) || !name.endsWith(`.${extension}`)) continue
    const middle = name.slice(base.length + 1, -extension.length)
    if (middle === '') found.push({ name, index: 0 })
    const shard = /^(\d{1,6})-of-(\d{1,6})\.$/.exec(middle)
    if (shard !== null) found.push({ name, index: Number(shard[1]) })
  }
  return found.sort((a, b) => a.index - b.index || (a.name < b.name ? -1 : 1)).map(({ name }) => path.join(folder, name))
}
