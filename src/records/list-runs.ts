import { readdir, stat } from 'node:fs/promises'
import path from 'node:path'
import { EvalError } from '../schema/eval-error.ts'
import type { RunHeader } from '../schema/run-header.ts'
import { nameSchema } from '../schema/task.ts'
import { DAMAGED, mergeHeaders, readHeaderFiles } from './header-file.ts'
import { RUNS_FOLDER } from './run-paths.ts'

type HeaderTrouble = 'without run.json' | 'damaged' | 'of another version' | 'unreadable'

/** A run as it is found in the results. */
export interface FoundRun {
  runId: string
  /** `null`: it cannot be read, `trouble` says why. */
  header: RunHeader | null
  /** Why there is no header; left out where there is one. */
  trouble?: HeaderTrouble | undefined
  /** Use cases that have records of it, sorted. */
  useCases: string[]
}

const foldersIn = async (folder: string): Promise<string[]> => {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return []
    throw new EvalError('config', `Could not read ${folder}: ${error.message}`, {
      at: folder,
      hint: 'Check that you may read it.',
      cause: error,
    })
  })
  return entries.filter((entry) => entry.isDirectory() && nameSchema.safeParse(entry.name).success).map((entry) => entry.name)
}

/** Use cases under a results folder that hold records of a run, sorted. */
export async function useCasesOf(resultsFolder: string, runId: string): Promise<string[]> {
  const found: string[] = []
  for (const useCase of (await foldersIn(resultsFolder)).sort()) {
    const there = await stat(path.join(resultsFolder, useCase, runId)).catch(() => null)
    if (there?.isDirectory() === true) found.push(useCase)
  }
  return found
}

const headerOf = async (resultsFolder: string, runId: string): Promise<Pick<FoundRun, 'header' | 'trouble'>> => {
  try {
    const [first, ...others] = await readHeaderFiles(resultsFolder, runId)
    return first === undefined ? { header: null, trouble: 'without run.json' } : { header: mergeHeaders([first, ...others]) }
  } catch (error) {
    if (!EvalError.is(error)) return { header: null, trouble: 'unreadable' }
    return { header: null, trouble: error.code === DAMAGED ? 'damaged' : 'of another version' }
  }
}

/** All runs under a results folder, the newest first: by the start that the header says, else by the id's stamp. */
export async function listRuns(resultsFolder: string): Promise<FoundRun[]> {
  const runs: FoundRun[] = []
  for (const runId of await foldersIn(path.join(resultsFolder, RUNS_FOLDER))) {
    runs.push({ runId, ...(await headerOf(resultsFolder, runId)), useCases: await useCasesOf(resultsFolder, runId) })
  }
  const startOf = ({ header, runId }: FoundRun): string =>
    (header?.startedAt ?? runId)
      .replaceAll(/[^0-9]/g, '')
      .slice(0, 17)
      .padEnd(17, '0')
  return runs.sort((a, b) => (startOf(a) === startOf(b) ? (a.runId < b.runId ? 1 : -1) : startOf(a) < startOf(b) ? 1 : -1))
}
