import { readdir, stat } from 'node:fs/promises'
import path from 'node:path'
import type { TaskRecord } from '../schema/run-header.ts'
import type { TrialRecord } from '../schema/trial-record.ts'
import { readJsonLines } from './json-lines.ts'
import { laterCostFiles, readLaterCosts, trialWithLaterCosts } from './later-costs.ts'
import { TASK_SCHEMA, TRIAL_SCHEMA } from './trial-index.ts'
import { shardFiles } from './run-paths.ts'
import { usageOf } from './usage-of.ts'
import type { EarlierUsage } from './usage-of.ts'

/** So many runs of a task and model count, the newest with answers. */
const RUNS = 3
/** So many runs of a use case are looked into for them, the newest. */
const LOOKED_INTO = 30
/** So much of each file of trials is read. */
const BYTES_PER_FILE = 4 << 20
/** So many folders are looked at to find the newest. */
const FOLDERS = 500

/** A task as it stands now, and the labels of the models that will be asked. */
export interface WantedTask extends Pick<TaskRecord, 'name' | 'useCase' | 'promptHash'> {
  models: readonly string[]
}

/** What earlier runs are to be read for. */
export interface WantedUsage {
  planned: readonly WantedTask[]
  /** Suites in code, relative to the project's root: their tasks are those of their last run. */
  suites: readonly string[]
}

/** What earlier runs say of tasks. */
export interface EarlierRuns {
  /** By {@link usageKey}. */
  usage: ReadonlyMap<string, EarlierUsage>
  /** Tasks of the suites in code as they were when they ran last, by name. */
  tasks: ReadonlyMap<string, TaskRecord>
  /** Ids of the runs, the newest of each use case first. */
  runIds?: readonly string[]
}

/** Name of a task and label of a model as one key. */
export const usageKey = (task: string, model: string): string => JSON.stringify([task, model])

/**
 * What earlier runs used: of each task and model the newest three with answers to the task's present prompt, of each use case's newest thirty, and
 * the first 4 MB of each file. What cannot be read is left out: it is only an estimate.
 */
export async function readEarlierRuns(resultsFolder: string, wanted: WantedUsage): Promise<EarlierRuns> {
  const search = new Search(resultsFolder, wanted)
  // The use case of a suite in code is known when it runs.
  const useCases = wanted.suites.length > 0 ? await useCasesIn(resultsFolder) : wanted.planned.map(({ useCase }) => useCase)
  for (const useCase of new Set(useCases)) await search.lookInto(useCase)
  return search.found
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
    .slice(0, LOOKED_INTO)
    .map(({ name }) => name)
}

class Search {
  readonly #resultsFolder: string
  readonly #planned: ReadonlyMap<string, WantedTask>
  readonly #suites: ReadonlySet<string>
  readonly #tasks = new Map<string, TaskRecord>()
  readonly #trials = new Map<string, TrialRecord[]>()
  /** Runs that count, by {@link usageKey}. */
  readonly #runs = new Map<string, number>()
  readonly #runIds = new Set<string>()

  constructor(resultsFolder: string, { planned, suites }: WantedUsage) {
    this.#resultsFolder = resultsFolder
    this.#planned = new Map(planned.map((task) => [task.name, task]))
    this.#suites = new Set(suites)
  }

  get found(): EarlierRuns {
    const usage = new Map([...this.#trials].map(([key, records]) => [key, usageOf(records)] as const))
    return { usage, tasks: this.#tasks, runIds: [...this.#runIds] }
  }

  async lookInto(useCase: string): Promise<void> {
    const suites = new Set<string>()
    for (const [index, folder] of (await newestFolders(path.join(this.#resultsFolder, useCase))).entries()) {
      // How a judge replies hardly depends on the prompt: the newest runs count for it, whatever they asked.
      if (index < RUNS) this.#runIds.add(path.basename(folder))
      else if (!this.#isMissing(useCase)) return
      await this.#read(folder, suites).catch(() => undefined)
    }
  }

  /** Does any task and model want another run? */
  #isMissing(useCase: string): boolean {
    const tasks = [...this.#planned.values(), ...this.#tasks.values()].filter((task) => task.useCase === useCase)
    const seen = new Set([...this.#tasks.values()].map(({ file }) => file))
    const wants = tasks.some(({ name, models }) => models.some((model) => (this.#runs.get(usageKey(name, model)) ?? 0) < RUNS))
    return wants || [...this.#suites].some((file) => !seen.has(file))
  }

  /** `suites`: those that newer runs of the use case have told of. */
  async #read(folder: string, suites: Set<string>): Promise<void> {
    const fitting = new Map((await tasksIn(folder)).filter((task) => this.#fits(task, suites)).map((task) => [task.name, task]))
    for (const { file } of fitting.values()) suites.add(file)
    if (fitting.size === 0) return
    const found = new Map<string, TrialRecord[]>()
    for (const file of await shardFiles(folder, 'trials', 'jsonl')) await this.#readTrials(file, fitting, found).catch(() => undefined)
    if (found.size === 0) return
    const runId = path.basename(folder)
    this.#runIds.add(runId)
    const costs = await readLaterCosts(await laterCostFiles(this.#resultsFolder, runId)).catch(() => new Map<string, never>())
    for (const [key, trials] of found) {
      if (!trials.every(isReplayedUnpriced)) this.#runs.set(key, (this.#runs.get(key) ?? 0) + 1)
      const known = this.#trials.get(key) ?? []
      for (const trial of trials) known.push(trialWithLaterCosts(trial, costs))
      this.#trials.set(key, known)
    }
  }

  /** Is it asked as it is now? Of a suite in code the tasks of its newest run are, with their prompts. */
  #fits(task: TaskRecord, suites: ReadonlySet<string>): boolean {
    if (!this.#suites.has(task.file)) return this.#planned.get(task.name)?.promptHash === task.promptHash
    if (!suites.has(task.file) && !this.#tasks.has(task.name)) this.#tasks.set(task.name, task)
    return this.#tasks.get(task.name)?.promptHash === task.promptHash
  }

  async #readTrials(file: string, tasks: ReadonlyMap<string, TaskRecord>, found: Map<string, TrialRecord[]>): Promise<void> {
    for await (const { record, offset } of readJsonLines<TrialRecord>(file, TRIAL_SCHEMA)) {
      if (offset > BYTES_PER_FILE) break
      const task = tasks.get(record.task)
      if (!task || record.status !== 'answered' || (record.session ?? 0) < (task.since ?? 0)) continue
      const key = usageKey(record.task, record.model)
      if ((this.#runs.get(key) ?? 0) >= RUNS) continue
      const known = found.get(key)
      if (known) known.push(record)
      else found.set(key, [record])
    }
  }
}

/** A price that came after the answer is beside the run that paid it, and on no tape: such a run is looked for further back. */
const isReplayedUnpriced = ({ replayed, originalCostNanoUsd }: TrialRecord): boolean => replayed && originalCostNanoUsd == null

/** The tasks of a run, each as it was announced last. */
async function tasksIn(folder: string): Promise<TaskRecord[]> {
  const tasks = new Map<string, TaskRecord>()
  for (const file of await shardFiles(folder, 'tasks', 'jsonl')) {
    for await (const { record } of readJsonLines<TaskRecord>(file, TASK_SCHEMA)) tasks.set(record.name, record)
  }
  return [...tasks.values()]
}
