import { readdir, stat } from 'node:fs/promises'
import path from 'node:path'
import type { TaskRecord } from '../schema/run-header.ts'
import type { TrialRecord } from '../schema/trial-record.ts'
import { quantile } from '../statistics/quantile.ts'
import { readJsonLines } from './json-lines.ts'
import { TRIAL_SCHEMA } from './trial-index.ts'
import { shardFiles } from './run-paths.ts'

/** So many runs are looked into, the newest ones. */
const RUNS = 3
/** So much of each file of trials is read. */
const BYTES_PER_FILE = 4 << 20
/** So many folders are looked at to find the newest. */
const FOLDERS = 500

/** What the trials of a task and model used in earlier runs. */
export interface EarlierUsage {
  trials: number
  callsPerTrial: number
  /** `null`: no trial said so. */
  inputTokens: number | null
  outputTokens: { mean: number; p95: number } | null
  /** Mean of the trials whose price is known; `null` if there is none. */
  costNanoUsd: number | null
}

/** What earlier runs say of tasks. */
export interface EarlierRuns {
  /** By {@link usageKey}. */
  usage: ReadonlyMap<string, EarlierUsage>
  /** The newest record of each task, by name. */
  tasks: ReadonlyMap<string, TaskRecord>
  /** Ids of the runs, the newest of each use case first. */
  runIds?: readonly string[]
}

/** Name of a task and label of a model as one key. */
export const usageKey = (task: string, model: string): string => JSON.stringify([task, model])

/**
 * What earlier runs of some use cases used, from their newest three runs and the first 4 MB of each file. Of a task whose prompt was changed
 * only the runs with its newest prompt count. What cannot be read is left out: it is only an estimate.
 */
export async function readEarlierRuns(resultsFolder: string, useCases: readonly string[] | 'all'): Promise<EarlierRuns> {
  const tasks = new Map<string, TaskRecord>()
  const trials = new Map<string, TrialRecord[]>()
  const runIds = new Set<string>()
  for (const useCase of new Set(useCases === 'all' ? await useCasesIn(resultsFolder) : useCases)) {
    for (const folder of await newestFolders(path.join(resultsFolder, useCase))) {
      runIds.add(path.basename(folder))
      await readRun(folder, tasks, trials).catch(() => undefined)
    }
  }
  const usage = new Map([...trials].map(([key, records]) => [key, usageOf(records)] as const))
  return { usage, tasks, runIds: [...runIds] }
}

async function useCasesIn(resultsFolder: string): Promise<string[]> {
  const entries = await readdir(resultsFolder, { withFileTypes: true }).catch(() => [])
  return entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith('.')).map(({ name }) => name)
}

async function newestFolders(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => [])
  const names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => path.join(folder, name))
  const newest = names.sort().slice(-FOLDERS)
  const dated = await Promise.all(newest.map(async (name) => ({ name, changedMs: (await stat(name).catch(() => null))?.mtimeMs ?? 0 })))
  return dated
    .sort((a, b) => b.changedMs - a.changedMs)
    .slice(0, RUNS)
    .map(({ name }) => name)
}

async function readRun(folder: string, tasks: Map<string, TaskRecord>, trials: Map<string, TrialRecord[]>): Promise<void> {
  const counted = new Set<string>()
  for (const file of await shardFiles(folder, 'tasks', 'jsonl')) {
    for await (const { record } of readJsonLines<TaskRecord>(file, 'taskbench/task@1')) {
      const newest = tasks.get(record.name) ?? record
      tasks.set(record.name, newest)
      if (newest.promptHash === record.promptHash) counted.add(record.name)
    }
  }
  for (const file of await shardFiles(folder, 'trials', 'jsonl')) {
    for await (const { record, offset } of readJsonLines<TrialRecord>(file, TRIAL_SCHEMA)) {
      if (offset > BYTES_PER_FILE) break
      if (record.status !== 'answered' || !counted.has(record.task)) continue
      const key = usageKey(record.task, record.model)
      const known = trials.get(key)
      if (known) known.push(record)
      else trials.set(key, [record])
    }
  }
}

function usageOf(records: readonly TrialRecord[]): EarlierUsage {
  const inputs = records.flatMap(({ tokens }) => tokens.input ?? [])
  const outputs = records.flatMap(({ tokens }) => tokens.output ?? []).sort((a, b) => a - b)
  const costs = records.flatMap(({ costNanoUsd }) => costNanoUsd ?? [])
  return {
    trials: records.length,
    callsPerTrial: mean(records.map(({ callIds }) => callIds.length)) ?? 0,
    inputTokens: mean(inputs),
    outputTokens: outputs.length === 0 ? null : { mean: mean(outputs) as number, p95: quantile(outputs, 0.95) },
    costNanoUsd: mean(costs),
  }
}

function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length
}
