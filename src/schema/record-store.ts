import type { CallRecord } from './call.ts'
import type { Calibrations, Judgement } from './judge.ts'
import type { RunHeader, TaskRecord } from './run-header.ts'
import type { TrialRecord } from './trial-record.ts'

/** A trial together with its calls: what formats read. */
export interface TrialDetail {
  trial: TrialRecord
  calls: CallRecord[]
}

/** The details of a run that goes on, in the order of `RecordStore.details`, each as soon as those before it are there. */
export interface EarlyReading extends AsyncIterable<TrialDetail> {
  /** So many trials of a task will come of each of these models. */
  plan(task: string, models: readonly string[], trials: number): void
  /** Nobody wants them any more: reading ends with an error, and nothing is held. */
  abandon(): void
  /** Nothing more comes. `true`: all have been, or will be given; `false`: reading has ended with an error, the details must be read anew. */
  end(): Promise<boolean>
}

/** The records of one run. The latest record of a trial counts, with the latest judgement of it. */
export interface RecordStore {
  writeHeader(header: RunHeader): Promise<void>
  readHeader(): Promise<RunHeader>
  /** How many shards the run has and how many of them are here; `null` if it was not sharded. */
  shards(): Promise<{ expected: number; present: number } | null>
  appendTask(task: TaskRecord): Promise<void>
  /** So many more trials, and calls of theirs, are to come: what is too much to be held in memory is not held from its beginning. */
  expect(trials: number): void
  appendTrials(trials: TrialRecord[]): Promise<void>
  appendJudgements(judgements: Judgement[]): Promise<void>
  /** The judges that were ever compared with people. */
  calibrations(): Promise<Calibrations>
  /** Tasks in the order in which they were first written; those that are gone are left out, unless all are wanted. */
  tasks(which?: 'all'): Promise<TaskRecord[]>
  /** Latest record per (task, model, case, trial), sorted by task, model, case, trial. */
  trials(): AsyncIterable<TrialRecord>
  /** The same, joined with the journal. */
  details(): AsyncIterable<TrialDetail>
  /** The same while this process goes on appending, for one reader; `quiet` resolves when there is time for it. `null` where what is stored is not all its own. */
  early(quiet: () => Promise<void>): EarlyReading | null
  /** Ids of the run's own calls, all phases, in a set of the caller's own; answers reused from another run are that run's calls. */
  callIds(): Promise<Set<string>>
  /** The run's own calls, or those named of them, each once: the ledger. */
  calls(only?: ReadonlySet<string>): AsyncIterable<CallRecord>
  flushSync(): void
  close(): Promise<void>
}
