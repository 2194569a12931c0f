import type { GeneratedMark } from './check.ts'
import type { EstimatedRange } from './estimate.ts'
import type { RunGate } from './run-gate.ts'
import type { Model } from './model.ts'
import type { TaskSettings } from './task.ts'

export type RunStatus = 'running' | 'complete' | 'incomplete' | 'interrupted'

/** What `run.json` says of a run; no secrets. */
export interface RunHeader {
  schema: 'taskbench/run@1'
  runId: string
  startedAt: string
  finishedAt: string | null
  status: RunStatus
  stopReason: string | null
  /** Of the user's repository, where it is one. */
  commit: string | null
  dirty: boolean | null
  seed: number
  configHash: string
  versions: { taskbench: string; vitest: string; node: string }
  shard: { index: number; count: number } | null
  generalModel: string | null
  /** Date of the bundled price list. */
  priceDate: string | null
  models: Model[]
  /** What the run was estimated to cost before it began, in nano-dollars; `null`: it was not estimated. */
  estimatedNanoUsd?: EstimatedRange | null | undefined
  /** Gates of the whole run; left out where there are none. */
  gates?: RunGate[] | undefined
  /** When it was resumed last; left out if it never was. */
  resumedAt?: string | undefined
  /** How the run stood each time before it was resumed, the oldest first; left out if it never was. `startedAt` is that of the first start. */
  earlier?: EarlierSession[] | undefined
}

/** A stretch of a run that ended before all was done. */
export interface EarlierSession {
  startedAt: string
  /** `null`: it was killed. */
  finishedAt: string | null
  status: RunStatus
  stopReason: string | null
  commit: string | null
  configHash: string
}

/** What the report needs to know of a task beside its trials; written once per task and run. */
export interface TaskRecord extends TaskSettings {
  schema: 'taskbench/task@1'
  runId: string
  /** Relative to the project's root. */
  file: string
  caseSetHash: string
  cases: number
  /** Labels of the models it runs against. */
  models: string[]
  /** Trials planned per model; the most of them where a filter does not leave as many of all. */
  planned: number
  /** Of each of `models`, where they differ. */
  plannedByModel?: number[] | undefined
  /** Of its checks those that a model wrote, by name; left out where there are none. */
  generated?: Record<string, GeneratedMark> | undefined
  /** The run had changed this task when it was resumed so many times: trial records of sessions before that do not count. Left out for 0. */
  since?: number | undefined
  /** When the run was resumed it was not in the project any more: none of its trial records counts, until it is found again. */
  gone?: true | undefined
}
