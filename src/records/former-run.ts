import { stat } from 'node:fs/promises'
import path from 'node:path'
import type { Model } from '../schema/model.ts'
import type { EarlierSession, RunHeader, TaskRecord } from '../schema/run-header.ts'
import type { TrialRecord } from '../schema/trial-record.ts'
import { readFormerHeader } from './header-file.ts'
import { readJsonLines, readLineHeads } from './json-lines.ts'
import { trialHead } from './line-heads.ts'
import type { TrialHead } from './line-heads.ts'
import { useCasesOf } from './list-runs.ts'
import { createdAt } from './run-id.ts'
import { journalFile, recordsFolder, shardedName } from './run-paths.ts'
import type { Shard } from './run-paths.ts'
import { TASK_SCHEMA, TRIAL_SCHEMA } from './trial-index.ts'

/** Each is told of in the header: a record that says more than this is not to be believed. */
const MOST_SESSIONS = 10_000

/** What is known of the sessions of a run before this one: its header, or what its records say where that cannot be read. */
export interface FormerRun extends EarlierSession, Pick<RunHeader, 'runId' | 'shard' | 'resumedAt' | 'earlier'> {
  /** What it was begun with; `null`: nobody knows. */
  models: readonly Model[] | null
}

/**
 * What one process of a run left before: `null` where there is neither a header nor a record nor an answer. Throws EvalError config where
 * another version of taskbench wrote it.
 */
export async function formerRun(resultsFolder: string, runId: string, shard: Shard | null): Promise<FormerRun | null> {
  return (await readFormerHeader(resultsFolder, runId, shard)) ?? (await withoutHeader(resultsFolder, runId, shard))
}

async function withoutHeader(resultsFolder: string, runId: string, shard: Shard | null): Promise<FormerRun | null> {
  const folders = (await useCasesOf(resultsFolder, runId)).map((useCase) => recordsFolder(resultsFolder, useCase, runId))
  const named = (base: string) => folders.map((folder) => path.join(folder, shardedName(base, 'jsonl', shard)))
  const [tasks, trials] = [named('tasks'), named('trials')]
  const births = await birthsOf([journalFile(resultsFolder, runId, shard), ...tasks, ...trials])
  const [oldest] = births
  if (oldest === undefined) return null
  const session: EarlierSession = {
    startedAt: createdAt(runId) ?? oldest,
    finishedAt: null,
    status: 'interrupted',
    stopReason: 'its run.json is damaged or gone',
    commit: null,
    configHash: 'unknown',
  }
  const earlier = Array.from({ length: await lastSession(tasks, trials) }, () => session)
  return { ...session, runId, shard, models: null, ...(earlier.length > 0 ? { earlier } : {}) }
}

/** When those files were made that hold something, the oldest first. */
async function birthsOf(files: readonly string[]): Promise<string[]> {
  const found = await Promise.all(files.map((file) => stat(file).catch(() => null)))
  return found.flatMap((stats) => (stats && stats.size > 0 ? [stats.birthtime.toISOString()] : [])).sort()
}

/** How often the run had been resumed at least, by what its records say. */
async function lastSession(tasks: readonly string[], trials: readonly string[]): Promise<number> {
  let last = 0
  for (const file of tasks)
    for await (const { record } of readJsonLines<TaskRecord>(file, TASK_SCHEMA)) last = Math.max(last, record.since ?? 0)
  for (const file of trials)
    for await (const { record } of readLineHeads<TrialHead, TrialRecord>(file, TRIAL_SCHEMA, trialHead))
      last = Math.max(last, record.session ?? 0)
  return Math.min(last, MOST_SESSIONS)
}
