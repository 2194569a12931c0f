import { statSync } from 'node:fs'
import type { EarlierJudging } from '../records/earlier-judging.ts'
import { usageKey } from '../records/earlier-usage.ts'
import type { EarlierRuns } from '../records/earlier-usage.ts'
import type { EarlierOutput, EarlierUsage } from '../records/usage-of.ts'
import type { Case } from '../schema/case.ts'
import type { Estimate, EstimatedRange, EstimateRow } from '../schema/estimate.ts'
import type { TaskJudge } from '../schema/judge.ts'
import type { Model } from '../schema/model.ts'
import type { Task } from '../schema/task.ts'
import { addRanges, times, UNBOUNDED } from '../report/estimated-range.ts'
import { costAsBefore } from './cost-as-before.ts'
import { stopWindow } from './early-stop.ts'
import { judgeRow } from './estimate-judge.ts'
import type { JudgedAnswers } from './estimate-judge.ts'
import { rowsOfSuite, tasksOfSuite } from './estimate-suite.ts'
import type { LeftToAsk } from './left-to-ask.ts'
import { priceRange } from './price-range.ts'
import { around, byCharacters, enough, outputAsBefore, partOf, sumOf } from './token-spread.ts'
import { likelyOutput, realInput, SAMPLE, trialSizes } from './trial-sizes.ts'
import type { TrialSizes } from './trial-sizes.ts'

/** A task and the cases that will be run against each of its models. */
export interface PlannedTask {
  task: Task
  chosen: PlannedModel[]
  /** `null`: none will be asked. */
  judge: TaskJudge | null
}

export interface PlannedModel {
  model: Model
  cases: readonly Case[]
  /** Where a tape answers for the rest. Default: all is asked. */
  left?: LeftToAsk | undefined
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
  /** Are there calls on a tape that answers, of a suite's task and a model? Which ones it asks for is known when it runs. */
  isTaped?(task: string, model: string): boolean
  seed: number
}

const CHARACTERS_PER_TOKEN = 4

/** What a run will need: calls, tokens and money per task and model. Nothing is asked. */
export function estimate(options: EstimateOptions): Estimate {
  const unknown = (options.faulty ?? []).map((file) => `${file}: it has faults`)
  const notes: string[] = []
  const rows = [
    ...options.planned.flatMap((planned) => rowsOfTask(planned, options, unknown, notes)),
    ...options.suites.flatMap((file) => rowsOfSuite(file, options, unknown, notes)),
  ]
  const isWhole = !options.faulty?.length && options.suites.every((file) => tasksOfSuite(file, options.earlier).length > 0)
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
  const asked = chosen.filter(({ cases }) => cases.length > 0)
  const most = Math.max(0, ...asked.map((planned) => toAsk(task, planned).cases.length))
  if (most > SAMPLE) notes.push(`${task.name}: the prompts of ${SAMPLE} of ${most} cases were measured`)
  const sizes = new Map<readonly Case[], TrialSizes>()
  const rows = asked
    .filter((planned) => planned.model.answersFile === null && toAsk(task, planned).trials > 0)
    .map((planned): EstimateRow => {
      const { model, cases: all } = planned
      const { cases, trials } = toAsk(task, planned)
      const size = sizes.get(cases) ?? trialSizes(task, cases, seed, planned.left?.trials)
      sizes.set(cases, size)
      const before = earlier.usage.get(usageKey(task.name, model.label))
      const row = rowOf({ task, model, trials }, size, enough(before), unknown)
      return stopsEarly(task, all) ? atLeastPart(row, leastAsked(planned)) : row
    })
  if (asked.some((planned) => toAsk(task, planned).trials > 0 && stopsEarly(task, planned.cases)))
    notes.push(`${task.name}: asking stops when its gates are decided; the upper end, and the calls, are those of all cases`)
  if (!judge) return rows
  const answers = asked.flatMap((planned) => judgedAnswers(task, planned, rows, seed))
  const before = judging.find((each) => each.task === task.name && each.model === judge.model.label) ?? null
  const judged = judgeRow(task, judge, answers, before, unknown)
  if (!judged) return rows
  const early = asked.every(({ cases }) => stopsEarly(task, cases)) ? Math.min(...asked.map(leastAsked)) : 1
  return [...rows, atLeastPart(judged, early)]
}

/** What is asked of a model: all, or what is not on a tape. */
function toAsk({ trials: { count } }: Task, { cases, left }: PlannedModel): { cases: readonly Case[]; trials: number; answers: number } {
  if (!left) return { cases, trials: cases.length * count, answers: cases.length * count }
  return { cases: [...left.trials.keys()], trials: sumOf(left.trials.values()), answers: sumOf(left.answers.values()) }
}

/** Where asking may stop early, the part that is asked in any case. What is left beside a tape may lie behind that. */
const leastAsked = ({ cases, left }: PlannedModel): number => (left ? 0 : stopWindow(cases.length) / cases.length)

/** Answers that are yet to come, and those that are on a tape without their verdicts. */
function judgedAnswers(task: Task, planned: PlannedModel, rows: readonly EstimateRow[], seed: number): JudgedAnswers[] {
  const { model, left } = planned
  const { cases, answers } = toAsk(task, planned)
  const row = rows.find((each) => each.model === model.label)
  // Also parts of an answer that are on the tape are shown.
  const ofWhole = left && row?.calls ? (trialSizes(task, cases, seed, left.answers).calls * answers) / row.calls : 1
  const tokens = row?.outputTokens
    ? partOf(row.outputTokens, ofWhole)
    : recordedTokens(model, answers / (task.cases.length * task.trials.count))
  const coming = answers === 0 ? [] : [{ cases, trials: answers, counts: left?.answers, tokens }]
  if (!left || left.unjudged.trials.size === 0) return coming
  const { trials: shares, answerTokens } = left.unjudged
  const trials = sumOf(shares.values())
  const known = answerTokens * trials
  return [...coming, { cases: [...shares.keys()], trials, counts: shares, tokens: { low: known, expected: known, high: known } }]
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

function rowOf(
  planned: { task: Task; model: Model; trials: number },
  sizes: TrialSizes,
  before: EarlierUsage | null,
  unknown: string[],
): EstimateRow {
  const { task, model, trials } = planned
  const limit = task.params.maxOutputTokens ?? model.params.maxOutputTokens ?? null
  const real = before && realInput(sizes, before)
  const output = outputOf(before && likelyOutput(sizes, before, real), limit, sizes)
  const row = {
    task: task.name,
    model: model.label,
    phase: 'execution' as const,
    simulated: model.simulated,
    calls: Math.round(trials * sizes.calls),
    inputTokens: times(inputOf(sizes, real, output.range), trials),
    outputTokens: times(output.range, trials),
    from: output.from,
  }
  const nanoUsd = priceRange(model, row.inputTokens, row.outputTokens, row.calls) ?? costAsBefore(before, row, trials)
  if (nanoUsd === null) unknown.push(`${model.label}: no price is known; set \`price\` of the model`)
  else if (output.range.high === null && nanoUsd.high === null)
    unknown.push(`${task.name} × ${model.label}: how long answers are (no \`maxOutputTokens\`, no earlier run)`)
  return { ...row, nanoUsd }
}

/** Input tokens of one trial, `real` ones for each that was measured by characters. What a model merges are answers. */
function inputOf({ input, calls, parts }: TrialSizes, real: number | null, output: EstimatedRange): EstimatedRange {
  const prompts = real === null ? byCharacters(input) : around(input * real)
  return parts === 0 ? prompts : addRanges([prompts, partOf(output, parts / calls)])
}

/** Output tokens of one trial. */
function outputOf(
  seen: EarlierOutput | null,
  limitPerCall: number | null,
  { calls, gold }: TrialSizes,
): { range: EstimatedRange; from: EstimateRow['from'] } {
  if (seen) return { range: partOf(outputAsBefore(seen, limitPerCall), calls), from: 'earlier runs' }
  const limit = limitPerCall === null ? null : limitPerCall * calls
  const low = Math.min(gold ?? 0, limit ?? Number.POSITIVE_INFINITY)
  const range = { low, expected: gold === null ? null : low, high: limit }
  if (limit === null) return { range, from: gold === null ? 'nothing' : 'gold' }
  return { range: { ...range, expected: gold === null ? limit / 2 : low }, from: gold === null ? 'limit' : 'gold and limit' }
}
