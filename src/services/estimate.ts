import { statSync } from 'node:fs'
import type { EarlierJudging } from '../records/earlier-judging.ts'
import { usageKey } from '../records/earlier-usage.ts'
import type { EarlierRuns, EarlierUsage } from '../records/earlier-usage.ts'
import { seededRandom } from '../random/seeded-random.ts'
import type { Case } from '../schema/case.ts'
import type { Estimate, EstimatedRange, EstimateRow } from '../schema/estimate.ts'
import type { JsonObject } from '../schema/json.ts'
import type { TaskJudge } from '../schema/judge.ts'
import type { Model } from '../schema/model.ts'
import type { Task } from '../schema/task.ts'
import { estimateRequestTokens, estimateTokens } from '../sim/estimate-tokens.ts'
import { inputParts } from '../subjects/input-parts.ts'
import { renderMessages } from '../tasks/render-messages.ts'
import { stopWindow } from './early-stop.ts'
import { judgedBefore, judgeRow } from './estimate-judge.ts'
import { priceRange } from './price-range.ts'
import { around, byCharacters, meanOf, outputAsBefore } from './token-spread.ts'
import { addRanges, times, UNBOUNDED } from '../report/estimated-range.ts'

/** A task and the cases that will be run against each of its models. */
export interface PlannedTask {
  task: Task
  chosen: { model: Model; cases: readonly Case[] }[]
  /** `null`: none will be asked. */
  judge: TaskJudge | null
}

export interface EstimateOptions {
  planned: readonly PlannedTask[]
  /** Suites in code, relative to the project's root: what they ask is known from earlier runs alone. */
  suites: readonly string[]
  /** Files that cannot be read, likewise. */
  faulty?: readonly string[]
  /** Models that suites run against unless they say otherwise. */
  models: readonly Model[]
  earlier: EarlierRuns
  /** What judges used in them. */
  judging?: readonly EarlierJudging[]
  seed: number
}

/** So many prompts of a task are measured; of more, a seeded sample. */
export const SAMPLE = 200
/** Fewer earlier trials than these say nothing. */
const ENOUGH_TRIALS = 3
const CHARACTERS_PER_TOKEN = 4

/** What a run will need: calls, tokens and money per task and model. Nothing is asked. */
export function estimate(options: EstimateOptions): Estimate {
  const unknown = (options.faulty ?? []).map((file) => `${file}: it has faults`)
  const notes: string[] = []
  const rows = [
    ...options.planned.flatMap((planned) => rowsOfTask(planned, options, unknown, notes)),
    ...options.suites.flatMap((file) => rowsOfSuite(file, options, unknown)),
  ]
  const isWhole = !options.faulty?.length && options.suites.every((file) => tasksOfSuite(file, options).length > 0)
  return {
    schema: 'taskbench/estimate@1',
    rows,
    calls: rows.reduce<number | null>((sum, { calls }) => (sum === null || calls === null ? null : sum + calls), isWhole ? 0 : null),
    nanoUsd: addRanges([...rows.map(({ nanoUsd }) => nanoUsd ?? UNBOUNDED), ...(isWhole ? [] : [UNBOUNDED])]),
    unknown: [...new Set(unknown)],
    notes,
  }
}

function rowsOfTask({ task, chosen, judge }: PlannedTask, options: EstimateOptions, unknown: string[], notes: string[]): EstimateRow[] {
  const { earlier, judging = [], seed } = options
  const most = Math.max(0, ...chosen.map(({ cases }) => cases.length))
  if (most > SAMPLE) notes.push(`${task.name}: the prompts of ${SAMPLE} of ${most} cases were measured`)
  const sizes = new Map<readonly Case[], Sizes>()
  const asked = chosen.filter(({ cases }) => cases.length > 0)
  const rows = asked
    .filter(({ model }) => model.answersFile === null)
    .map(({ model, cases }): EstimateRow => {
      const size = sizes.get(cases) ?? measure(task, cases, seed)
      sizes.set(cases, size)
      const before = earlier.usage.get(usageKey(task.name, model.label))
      const row = rowOf(task, model, cases.length * task.trials.count, size, enough(before), unknown)
      return stopsEarly(task, cases) ? atLeastPart(row, stopWindow(cases.length) / cases.length) : row
    })
  if (asked.some(({ cases }) => stopsEarly(task, cases)))
    notes.push(`${task.name}: asking stops when its gates are decided; the upper end, and the calls, are those of all cases`)
  if (!judge) return rows
  const answers = asked.map(({ model, cases }) => {
    const tokens = rows.find((row) => row.model === model.label)?.outputTokens ?? recordedTokens(model, cases.length / task.cases.length)
    return { cases, trials: cases.length * task.trials.count, tokens }
  })
  const before = judging.find((each) => each.task === task.name && each.model === judge.model.label) ?? null
  const judged = judgeRow(task, judge, answers, before, unknown)
  if (!judged) return rows
  const early = asked.every(({ cases }) => stopsEarly(task, cases)) ? stopWindow(task.cases.length) / task.cases.length : 1
  return [...rows, atLeastPart(judged, early)]
}

/** A part of the cases says nothing of gates: then all of it is asked. */
const stopsEarly = (task: Task, cases: readonly Case[]): boolean => task.stop !== undefined && cases.length === task.cases.length

/** The same with lower ends of so small a part: no more may be asked. */
function atLeastPart(row: EstimateRow, part: number): EstimateRow {
  const from = (range: EstimatedRange | null): EstimatedRange | null => range && { ...range, low: Math.floor(range.low * part) }
  return { ...row, inputTokens: from(row.inputTokens), outputTokens: from(row.outputTokens), nanoUsd: from(row.nanoUsd) }
}

/** Tokens of answers that are in a file: at most as many as it holds. */
function recordedTokens({ answersFile }: Model, share: number): EstimatedRange {
  const bytes = answersFile === null ? 0 : (statSync(answersFile, { throwIfNoEntry: false })?.size ?? 0)
  return { ...byCharacters((bytes / CHARACTERS_PER_TOKEN) * share), low: 0 }
}

/** Means per trial, by characters. */
interface Sizes {
  /** One, or one per chunk of a long input, and one more where a model merges. */
  calls: number
  /** Tokens of all calls. */
  input: number
  /** `null`: no case has gold. */
  gold: number | null
}

function measure(task: Task, cases: readonly Case[], seed: number): Sizes {
  const sample = cases.length <= SAMPLE ? cases : seededRandom(seed, 'estimate', task.name).shuffle(cases).slice(0, SAMPLE)
  const { schema } = task.output
  const inputs = sample.map(({ input }) => inputsOf(task, input))
  const tokensOf = (input: JsonObject) =>
    estimateRequestTokens({
      messages: renderMessages(task, input),
      ...(task.tools.length > 0 ? { tools: task.tools } : {}),
      ...(schema !== null && typeof schema === 'object' ? { outputSchema: schema } : {}),
      params: {},
    })
  const merging = task.chunking?.mergePrompt ?? null
  const calls = inputs.map(({ length }) => length + (length > 1 && merging !== null ? 1 : 0))
  const tokens = inputs.map((parts) => parts.reduce((sum, part) => sum + tokensOf(part), 0))
  const golds = sample.flatMap(({ gold }) =>
    gold === undefined ? [] : estimateTokens(typeof gold === 'string' ? gold : JSON.stringify(gold)),
  )
  return { calls: meanOf(calls), input: meanOf(tokens), gold: golds.length === 0 ? null : meanOf(golds) }
}

/** What a trial's prompt is rendered with: the case's input, or its parts. */
function inputsOf({ chunking }: Task, input: JsonObject): JsonObject[] {
  return chunking === null ? [input] : inputParts(input, chunking).map((part) => part.input)
}

function rowOf(
  task: Task,
  model: Model,
  trials: number,
  { calls, input, gold }: Sizes,
  before: EarlierUsage | null,
  unknown: string[],
): EstimateRow {
  const limit = task.params.maxOutputTokens ?? model.params.maxOutputTokens ?? null
  const callsPerTrial = before ? Math.max(1, before.callsPerTrial) : calls
  const output = outputOf(before, limit === null ? null : limit * calls, gold)
  const row = {
    task: task.name,
    model: model.label,
    phase: 'execution' as const,
    simulated: model.simulated,
    calls: Math.round(trials * callsPerTrial),
    inputTokens: times(before?.inputTokens ? around(before.inputTokens) : byCharacters(input), trials),
    outputTokens: times(output.range, trials),
    from: output.from,
  }
  const nanoUsd = priceRange(model, row.inputTokens, row.outputTokens, row.calls) ?? costBefore(before, trials)
  if (nanoUsd === null) unknown.push(`${model.label}: no price is known; set \`price\` of the model`)
  else if (output.range.high === null && nanoUsd.high === null)
    unknown.push(`${task.name} × ${model.label}: how long answers are (no \`maxOutputTokens\`, no earlier run)`)
  return { ...row, nanoUsd }
}

/** Output tokens of one trial. */
function outputOf(
  before: EarlierUsage | null,
  limit: number | null,
  gold: number | null,
): { range: EstimatedRange; from: EstimateRow['from'] } {
  const seen = before?.outputTokens
  if (seen) return { range: outputAsBefore(seen, limit), from: 'earlier runs' }
  const low = Math.min(gold ?? 0, limit ?? Number.POSITIVE_INFINITY)
  const range = { low, expected: gold === null ? null : low, high: limit }
  if (limit === null) return { range, from: gold === null ? 'nothing' : 'gold' }
  return { range: { ...range, expected: gold === null ? limit / 2 : low }, from: gold === null ? 'limit' : 'gold and limit' }
}

const tasksOfSuite = (file: string, { earlier }: EstimateOptions) => [...earlier.tasks.values()].filter((task) => task.file === file)

/** What a suite in code used when it ran last, for as many trials as it planned then. */
function rowsOfSuite(file: string, options: EstimateOptions, unknown: string[]): EstimateRow[] {
  const { earlier, models, judging = [] } = options
  const tasks = tasksOfSuite(file, options)
  if (tasks.length === 0) unknown.push(`${file}: what a suite in code asks is known after its first run`)
  return tasks.flatMap((task) => [
    ...models
      .filter(({ label, answersFile }) => task.models.includes(label) && answersFile === null)
      .map((model): EstimateRow => {
        const before = enough(earlier.usage.get(usageKey(task.name, model.label)))
        const named = { task: task.name, model: model.label, phase: 'execution' as const, simulated: model.simulated }
        if (!before?.outputTokens || before.inputTokens === null) {
          unknown.push(`${task.name} × ${model.label}: what it asks is known after its first run`)
          return { ...named, calls: null, inputTokens: null, outputTokens: null, nanoUsd: null, from: 'nothing' }
        }
        const calls = Math.round(task.planned * before.callsPerTrial)
        const inputTokens = times(around(before.inputTokens), task.planned)
        const outputTokens = times(outputOf(before, null, null).range, task.planned)
        const nanoUsd = priceRange(model, inputTokens, outputTokens, calls) ?? costBefore(before, task.planned)
        if (nanoUsd === null) unknown.push(`${model.label}: no price is known; set \`price\` of the model`)
        return { ...named, calls, inputTokens, outputTokens, nanoUsd, from: 'earlier runs' }
      }),
    ...judgedBefore(judging, task.name),
  ])
}

function costBefore(before: EarlierUsage | null, trials: number): EstimatedRange | null {
  return before?.costNanoUsd ? times(around(before.costNanoUsd), trials) : null
}

const enough = (before: EarlierUsage | undefined): EarlierUsage | null => (before && before.trials >= ENOUGH_TRIALS ? before : null)
