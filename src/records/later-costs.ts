import type { CallCostRecord, CallRecord } from '../schema/call.ts'
import type { TrialDetail } from '../schema/record-store.ts'
import type { TrialRecord } from '../schema/trial-record.ts'
import { readJsonLines } from './json-lines.ts'
import { runFolder, shardFiles } from './run-paths.ts'

/** Schema of the lines of `costs.jsonl`. */
export const CALL_COST_SCHEMA = 'taskbench/call-cost@1'

/** Costs that vendors said after the answer, by call. */
export type LaterCosts = ReadonlyMap<string, CallCostRecord>

/** The files of a run's later costs; most runs have none. */
export const laterCostFiles = (resultsFolder: string, runId: string): Promise<string[]> =>
  shardFiles(runFolder(resultsFolder, runId), 'costs', 'jsonl')

/** Reads them; the last line of a call counts. */
export async function readLaterCosts(files: readonly string[]): Promise<LaterCosts> {
  const costs = new Map<string, CallCostRecord>()
  for (const file of files) {
    for await (const { record } of readJsonLines<CallCostRecord>(file, CALL_COST_SCHEMA)) costs.set(record.callId, record)
  }
  return costs
}

/** A call at what it has cost in the end. */
export function withLaterCost(call: CallRecord, costs: LaterCosts): CallRecord {
  const later = costs.get(call.callId)
  return later === undefined ? call : { ...call, cost: later.cost }
}

/** A trial at what its calls have cost in the end; what another of its calls has cost may still be unknown. */
export function trialWithLaterCosts(trial: TrialRecord, costs: LaterCosts): TrialRecord {
  const later = trial.callIds.flatMap((id) => costs.get(id) ?? [])
  if (later.length === 0) return trial
  const known = later.filter(({ cost }) => cost.nanoUsd !== null)
  const newlyKnown = known.filter(({ before }) => before.nanoUsd === null).length
  const unpricedCalls = Math.max(0, trial.unpricedCalls - newlyKnown)
  return { ...trial, unpricedCalls, costNanoUsd: costOf(trial, known) }
}

function costOf(trial: TrialRecord, known: readonly CallCostRecord[]): number | null {
  const sum = (pick: (record: CallCostRecord) => number | null) => known.reduce((total, record) => total + (pick(record) ?? 0), 0)
  const later = sum(({ cost }) => cost.nanoUsd)
  if (known.length === trial.callIds.length) return later
  return trial.costNanoUsd === null ? null : trial.costNanoUsd + later - sum(({ before }) => before.nanoUsd)
}

/** A trial and its calls at what they have cost in the end. */
export function detailWithLaterCosts({ trial, calls }: TrialDetail, costs: LaterCosts): TrialDetail {
  return { trial: trialWithLaterCosts(trial, costs), calls: calls.map((call) => withLaterCost(call, costs)) }
}
