import path from 'node:path'
import { EvalError } from '../schema/eval-error.ts'
import type { OwnCalls } from '../schema/journal.ts'
import type { RecordStore, TrialDetail } from '../schema/record-store.ts'
import type { RunHeader, TaskRecord } from '../schema/run-header.ts'
import type { TrialRecord } from '../schema/trial-record.ts'
import type { AppendFile } from './append-file.ts'
import { findCalls, journalsOf, openCalls, placesOfCalls, readCalls } from './call-index.ts'
import { countShards, mergeHeaders, readHeaderFiles, writeHeaderFile } from './header-file.ts'
import { readJsonLines } from './json-lines.ts'
import { openJudgements, withJudgement } from './judgements.ts'
import { readCalibrations } from './calibrations.ts'
import { EarlyDetails } from './early-details.ts'
import { keptWhileSame } from './kept-while-same.ts'
import { detailWithLaterCosts, laterCostFiles, readLaterCosts, trialWithLaterCosts, withLaterCost } from './later-costs.ts'
import { lazyFile } from './lazy-file.ts'
import type { PlacesById } from './named-places.ts'
import { inTurns } from './own-details.ts'
import { OwnRecords } from './own-records.ts'
import { ownRun } from './own-run.ts'
import { recordsFolder, runFolder, shardedName, shardFiles } from './run-paths.ts'
import type { Shard } from './run-paths.ts'
import { withVerdict } from './with-verdict.ts'
import { indexTrials, readTrials, TASK_SCHEMA } from './trial-index.ts'
import type { TrialIndex } from './trial-index.ts'

export interface FileRecordStoreOptions {
  /** Absolute path. */
  resultsFolder: string
  runId: string
  useCase: string
  /** The part of the run that this process writes; all parts are read together. Default: the whole. */
  shard?: Shard | null
  /** Calls of the process that writes the run: what it still holds is not read again. */
  ownCalls?: () => OwnCalls | null
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
export function openFileRecordStore({ resultsFolder, runId, useCase, shard = null, ownCalls }: FileRecordStoreOptions): RecordStore {
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
  const allCalls = keptWhileSame(journals, () => placesOfCalls(resultsFolder, runId))
  const all = async () => [...(await indexed()), ...(await journals())]
  const index = keptWhileSame(all, async () => indexTrials(folder, await allCalls()))
  const places = keptWhileSame(all, async () => findCalls(resultsFolder, runId, (await index()).foreignCalls, await allCalls()))
  const own = ownRun({ ownCalls, journals, trialFiles, trials: ownTrials })
  const costFiles = () => laterCostFiles(resultsFolder, runId)
  const costs = keptWhileSame(costFiles, async () => readLaterCosts(await costFiles()))
  let early: EarlyDetails | null = null
  const isAllOwn = async (trials: number) => (await costs()).size + (await judgements.latest()).size === 0 && own.isAll(trials)
  const openFiles = (): AppendFile[] => [trialFile.ifOpen(), taskFile.ifOpen(), judgements.ifOpen()].filter((file) => file !== null)

  return {
    writeHeader: (header) => writeHeaderFile(resultsFolder, { ...header, shard: header.shard ?? shard }),
    readHeader: () => readHeader(resultsFolder, runId),
    shards: async () => countShards(await readHeaderFiles(resultsFolder, runId)),
    appendTask: async (task) => void (await taskFile.get().append(JSON.stringify(task))),
    expect: (trials) => [ownTrials, ownCalls?.()].forEach((held) => held?.expect(trials)),
    async appendTrials(records) {
      if (records.length === 0) return
      ownTrials.take(records, await trialFile.get().append(records.map((record) => JSON.stringify(record)).join('\n')))
      early?.take(records)
    },
    appendJudgements: (list) => judgements.append(list),
    calibrations: () => readCalibrations(resultsFolder),
    tasks: async (which) => (await readTasks(folder)).filter(({ gone }) => which === 'all' || !gone),
    async *trials() {
      const [judged, later] = [await judgements.latest(), await costs()]
      for await (const trial of readTrials(await index())) yield withVerdict(withJudgement(trialWithLaterCosts(trial, later), judged))
    },
    async *details() {
      const [known, judged, later] = [await own.details(), await judgements.latest(), await costs()]
      for await (const found of known ? inTurns(known) : details(await index(), await places())) {
        const detail = later.size === 0 ? found : detailWithLaterCosts(found, later)
        const trial = withVerdict(withJudgement(detail.trial, judged))
        yield trial === detail.trial ? detail : { ...detail, trial }
      }
    },
    early: (quiet) => (early = ownCalls ? new EarlyDetails({ quiet, ownTrials, ownCalls, isWhole: isAllOwn }) : null),
    callIds: async () => new Set((await own.calls())?.map(({ callId }) => callId) ?? (await allCalls()).keys()),
    async *calls(only) {
      const [known, later] = [await own.calls(), await costs()]
      const found = known ? known.filter(({ callId }) => only?.has(callId) !== false) : readCalls(await allCalls(), only ?? null)
      for await (const call of found) yield withLaterCost(call, later)
    },
    flushSync: () => openFiles().forEach((file) => file.flushSync()),
    close: async () => void (await Promise.all(openFiles().map((file) => file.close()))),
  }
}
