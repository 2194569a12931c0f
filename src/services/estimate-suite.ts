import type { EarlierJudging } from '../records/earlier-judging.ts'
import { usageKey } from '../records/earlier-usage.ts'
import type { EarlierRuns } from '../records/earlier-usage.ts'
import { times } from '../report/estimated-range.ts'
import type { EstimatedRange, EstimateRow } from '../schema/estimate.ts'
import type { Model } from '../schema/model.ts'
import type { TaskRecord } from '../schema/run-header.ts'
import { costAsBefore } from './cost-as-before.ts'
import { judgedBefore } from './estimate-judge.ts'
import { priceRange } from './price-range.ts'
import { around, enough, outputAsBefore } from './token-spread.ts'

/** What is known of suites in code. */
export interface SuiteOptions {
  models: readonly Model[]
  earlier: EarlierRuns
  judging?: readonly EarlierJudging[] | undefined
  isTaped?(task: string, model: string): boolean
}

/** Tasks of a suite in code, as of its last run. */
export const tasksOfSuite = (file: string, earlier: EarlierRuns): TaskRecord[] =>
  [...earlier.tasks.values()].filter((task) => task.file === file)

/** What a suite in code used when it ran last, for as many trials as it planned then. */
export function rowsOfSuite(
  file: string,
  { earlier, models, judging = [], isTaped = () => false }: SuiteOptions,
  unknown: string[],
  notes: string[],
): EstimateRow[] {
  const tasks = tasksOfSuite(file, earlier)
  if (tasks.length === 0) unknown.push(`${file}: what a suite in code asks is known after its first run`)
  return tasks.flatMap((task) => {
    notes.push(`${task.name}: as the suite ran last, with ${task.planned} trials per model`)
    const asked = models.filter(({ label, answersFile }) => task.models.includes(label) && answersFile === null)
    const rows = [...asked.map((model) => rowOf(task, model, earlier, unknown)), ...judgedBefore(judging, task.name)]
    if (rows.some(({ model }) => isTaped(task.name, model))) notes.push(`${task.name}: calls that are on the tape cost nothing`)
    return rows.map((row) => ({ ...(isTaped(task.name, row.model) ? fromNothing(row) : row), trials: task.planned }))
  })
}

/** All of it may be on the tape. */
function fromNothing(row: EstimateRow): EstimateRow {
  const from = (range: EstimatedRange | null): EstimatedRange | null => range && { ...range, low: 0 }
  return { ...row, inputTokens: from(row.inputTokens), outputTokens: from(row.outputTokens), nanoUsd: from(row.nanoUsd) }
}

function rowOf({ name, planned }: TaskRecord, model: Model, { usage }: EarlierRuns, unknown: string[]): EstimateRow {
  const before = enough(usage.get(usageKey(name, model.label)))
  const named = { task: name, model: model.label, phase: 'execution' as const, simulated: model.simulated }
  if (!before?.outputTokens || before.inputTokens === null) {
    unknown.push(`${name} × ${model.label}: what it asks is known after its first run`)
    return { ...named, calls: null, inputTokens: null, outputTokens: null, nanoUsd: null, from: 'nothing' }
  }
  // A fraction where few trials ask: the money is then a part of a call's.
  const asking = planned * before.asking
  // Which trials ask is known where the last run had them all.
  const most = before.distinct > planned ? planned : asking
  const calls = asking * before.callsPerTrial
  const inputTokens = times(around(before.inputTokens), asking)
  const outputTokens = times(outputAsBefore(before.outputTokens, null), asking)
  const nanoUsd = priceRange(model, inputTokens, outputTokens, calls) ?? costAsBefore(before, { inputTokens, outputTokens }, asking)
  if (nanoUsd === null) unknown.push(`${model.label}: no price is known; set \`price\` of the model`)
  const upToMost = (range: EstimatedRange): EstimatedRange => ({ ...range, high: range.high && Math.round((range.high * most) / asking) })
  return {
    ...named,
    calls: Math.max(1, Math.round(calls)),
    inputTokens: upToMost(inputTokens),
    outputTokens: upToMost(outputTokens),
    nanoUsd: nanoUsd && upToMost(nanoUsd),
    from: 'earlier runs',
  }
}
