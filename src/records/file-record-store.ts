import path from 'node:path'
import { EvalError } from '../schema/eval-error.ts'
import type { Journal } from '../schema/journal.ts'
import type { RecordStore, TrialDetail } from '../schema/record-store.ts'
import type { RunHeader, TaskRecord } from '../schema/run-header.ts'
import type { TrialRecord } from '../schema/trial-record.ts'
import type { AppendFile } from './append-file.ts'
import { findCalls, journalsOf, openCalls, placesOfCalls, readCalls } from './call-index.ts'
import { countShards, mergeHeaders, readHeaderFiles, writeHeaderFile } from './header-file.ts'
import { readJsonLines } from './json-lines.ts'
import { openJudgements, withJudgement } from './judgements.ts'
import { readCalibratedJudges } from './calibrations.ts'
import { keptWhileSame } from './kept-while-same.ts'
import { detailWithLaterCosts, laterCostFiles, readLaterCosts, trialWithLaterCosts, withLaterCost } from './later-costs.ts'
import { lazyFile } from './lazy-file.ts'
import type { PlacesById } from './named-places.ts'
import { inTurns, ownDetails } from './own-details.ts'
import { OwnRecords } from './own-records.ts'
import { recordsFolder, runFolder, shardedName, shardFiles } from './run-paths.ts'
import type { Shard } from './run-paths.ts'
import { indexTrials, readTrials, TASK_SCHEMA } from './trial-index.ts'
import type { TrialIndex } from './trial-index.ts'

export interface FileRecordStoreOptions {
  /** Absolute path. */
  resultsFolder: string
  runId: string
  useCase: string
  /** The part of the run that this process writes; all parts are read together. Default: the whole. */
  shard?: Shard | null
  /** Of the process that writes the run: what it still holds is not read again. */
  journal?: Pick<Journal, 'own'>
}

async function* details(index: TrialIndex, places: PlacesById): AsyncGenerator<TrialDetail> {
  const calls = openCalls(places)
  try {
    for await (const trial of readTrials(index)) yield { trial, calls: trial.callIds.flatMap((id) => calls.get(id) ?? []) }
  } finally {
    calls.close()
  }
}

const readTasks = async (folder: string): Promise<TaskRecord[]> => {
  const tasks = new Map<string, TaskRecord>()
  for (const file of await shardFiles(folder, 'tasks', 'jsonl')) {
    for await (const { record } of readJsonLines<TaskRecord>(file, TASK_SCHEMA)) tasks.set(record.name, record)
  }
  return [...tasks.values()]
}

async function readHeader(resultsFolder: string, runId: string): Promise<RunHeader> {
  const [first, ...others] = await readHeaderFiles(resultsFolder, runId)
  if (first !== undefined) return mergeHeaders([first, ...others])
  throw new EvalError('config', `Found no run ${runId} in ${resultsFolder}: its run.json is not there`, {
    at: runFolder(resultsFolder, runId),
    hint: 'Check the run id (folders under results/.runs), or use `latest`.',
  })
}

/**
 * The records of one run and use case under a results folder: `USE-CASE/RUN-ID/` and, for all use cases of the run, `.runs/RUN-ID/`.
 * Files appear with their first line. Throws EvalError config for illegal names, missing runs, other versions and disks that cannot be written.
 */
export function openFileRecordStore({ resultsFolder, runId, useCase, shard = null, journal }: FileRecordStoreOptions): RecordStore {
  const folder = recordsFolder(resultsFolder, useCase, runId)
  const trialPath = path.join(folder, shardedName('trials', 'jsonl', shard))
  const trialFile = lazyFile(trialPath)
  const ownTrials = new OwnRecords<TrialRecord>(trialPath)
  const taskFile = lazyFile(path.join(folder, shardedName('tasks', 'jsonl', shard)))
  const judgements = openJudgements(folder)
  // Every format of the report reads all records again: their places are looked up once.
  const trialFiles = () => shardFiles(folder, 'trials', 'jsonl')
  const indexed = async () => [...(await trialFiles()), ...(await shardFiles(folder, 'tasks', 'jsonl'))]
  const journals = () => journalsOf(resultsFolder, runId)
  const own = keptWhileSame(journals, () => placesOfCalls(resultsFolder, runId))
  const all = async () => [...(await indexed()), ...(await journals())]
  const index = keptWhileSame(all, async () => indexTrials(folder, await own()))
  const places = keptWhileSame(all, async () => findCalls(resultsFolder, runId, (await index()).foreignCalls, await own()))
  /** Of the run's calls, those in this process's memory, if they are all. */
  const ownCalls = async () => ((await journals()).length === 1 ? ((await journal?.own()) ?? null) : null)
  const ownTrialDetails = async () => {
    const calls = (await trialFiles()).length === 1 ? await ownCalls() : null
    const trials = calls && (await ownTrials.all())
    return calls && trials && ownDetails(trials, calls)
  }
  const costFiles = () => laterCostFiles(resultsFolder, runId)
  const costs = keptWhileSame(costFiles, async () => readLaterCosts(await costFiles()))
  const openFiles = (): AppendFile[] => [trialFile.ifOpen(), taskFile.ifOpen(), judgements.ifOpen()].filter((file) => file !== null)

  return {
    writeHeader: (header) => writeHeaderFile(resultsFolder, { ...header, shard: header.shard ?? shard }),
    readHeader: () => readHeader(resultsFolder, runId),
    shards: async () => countShards(await readHeaderFiles(resultsFolder, runId)),
    appendTask: async (task) => void (await taskFile.get().append(JSON.stringify(task))),
    async appendTrials(records) {
      if (records.length > 0)
        ownTrials.take(records, await trialFile.get().append(records.map((record) => JSON.stringify(record)).join('\n')))
    },
    appendJudgements: (list) => judgements.append(list),
    calibratedJudges: () => readCalibratedJudges(resultsFolder),
    tasks: () => readTasks(folder),
    async *trials() {
      const [judged, later] = [await judgements.latest(), await costs()]
      for await (const trial of readTrials(await index())) yield withJudgement(trialWithLaterCosts(trial, later), judged)
    },
    async *details() {
      const [known, judged, later] = [await ownTrialDetails(), await judgements.latest(), await costs()]
      for await (const found of known ? inTurns(known) : details(await index(), await places())) {
        const detail = later.size === 0 ? found : detailWithLaterCosts(found, later)
        yield judged.size === 0 ? detail : { ...detail, trial: withJudgement(detail.trial, judged) }
      }
    },
    callIds: async () => new Set((await ownCalls())?.map(({ callId }) => callId) ?? (await own()).keys()),
    async *calls(only) {
      const [known, later] = [await ownCalls(), await costs()]
      const found = known ? known.filter(({ callId }) => only?.has(callId) !== false) : readCalls(await own(), only ?? null)
      for await (const call of found) yield withLaterCost(call, later)
    },
    flushSync: () => openFiles().forEach((file) => file.flushSync()),
    close: async () => void (await Promise.all(openFiles().map((file) => file.close()))),
  }
}
