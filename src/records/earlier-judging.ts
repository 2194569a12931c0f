import type { CallRecord } from '../schema/call.ts'
import { quantile } from '../statistics/quantile.ts'
import { readJsonLines } from './json-lines.ts'
import { runFolder, shardFiles } from './run-paths.ts'

/** So much of each journal is read. */
const BYTES_PER_FILE = 4 << 20
/** Fewer calls than these say nothing. */
const ENOUGH_CALLS = 3

/** What calls of a task to a judge used in earlier runs, per call. */
export interface EarlierJudging {
  task: string
  /** Label of the judge. */
  model: string
  simulated: boolean
  /** In the newest of the runs with any. */
  calls: number
  /** `null`: no call said so. */
  inputTokens: number | null
  outputTokens: { mean: number; p95: number } | null
  /** Mean of the calls whose price is known; `null` if there is none. */
  costNanoUsd: number | null
}

/**
 * What judges used in some runs, the newest first, by task and judge: from the first 4 MB of each journal, and from three calls on. What cannot be
 * read is left out: it is only an estimate.
 */
export async function readEarlierJudging(resultsFolder: string, runIds: readonly string[]): Promise<EarlierJudging[]> {
  const found = new Map<string, { runId: string; call: CallRecord }[]>()
  for (const runId of runIds) await readJournal(resultsFolder, runId, found).catch(() => undefined)
  return [...found.values()].filter(({ length }) => length >= ENOUGH_CALLS).map(usageOf)
}

async function readJournal(resultsFolder: string, runId: string, found: Map<string, { runId: string; call: CallRecord }[]>): Promise<void> {
  for (const file of await shardFiles(runFolder(resultsFolder, runId), 'calls', 'jsonl'))
    for await (const { record: call, offset } of readJsonLines<CallRecord>(file, 'taskbench/call@1')) {
      if (offset > BYTES_PER_FILE) break
      if (call.phase !== 'judge' || call.completion === null) continue
      const key = JSON.stringify([call.task, call.model])
      const known = found.get(key)
      if (known) known.push({ runId, call })
      else found.set(key, [{ runId, call }])
    }
}

function usageOf(found: { runId: string; call: CallRecord }[]): EarlierJudging {
  const [first] = found as [{ runId: string; call: CallRecord }]
  const usages = found.flatMap(({ call }) => call.completion?.usage ?? [])
  const outputs = usages.flatMap(({ outputTokens }) => outputTokens ?? []).sort((a, b) => a - b)
  return {
    task: first.call.task,
    model: first.call.model,
    simulated: first.call.simulated,
    calls: found.filter(({ runId }) => runId === first.runId).length,
    inputTokens: mean(usages.flatMap(({ inputTokens }) => inputTokens ?? [])),
    outputTokens: outputs.length === 0 ? null : { mean: mean(outputs) as number, p95: quantile(outputs, 0.95) },
    costNanoUsd: mean(found.flatMap(({ call: { cost } }) => cost.originalNanoUsd ?? cost.nanoUsd ?? [])),
  }
}

function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length
}
