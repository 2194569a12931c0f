import { checkKind } from '../checks/check-kinds.ts'
import { fillArguments } from '../checks/fill-arguments.ts'
import { judgeRequest } from '../judge/judge-request.ts'
import { batchesOf, votingRounds } from '../judge/voting-rounds.ts'
import type { EarlierJudging } from '../records/earlier-judging.ts'
import { seededRandom } from '../random/seeded-random.ts'
import { addRanges, times } from '../report/estimated-range.ts'
import type { Case } from '../schema/case.ts'
import type { EstimatedRange, EstimateRow } from '../schema/estimate.ts'
import type { JudgeQuestion, TaskJudge } from '../schema/judge.ts'
import type { Task } from '../schema/task.ts'
import { estimateRequestTokens } from '../sim/estimate-tokens.ts'
import { renderMessages } from '../tasks/render-messages.ts'
import { priceRange } from './price-range.ts'
import { around, byCharacters, meanOf, outputAsBefore } from './token-spread.ts'
import type { CaseCounts } from './token-spread.ts'

/** What the judges of a suite in code used when it ran last: what they are asked is known when it runs. */
export function judgedBefore(judging: readonly EarlierJudging[], suiteTask: string): EstimateRow[] {
  return judging
    .filter(({ task }) => task === suiteTask)
    .map(({ task, model, simulated, calls, inputTokens, outputTokens, costNanoUsd }) => ({
      task,
      model,
      phase: 'judge',
      simulated,
      calls,
      inputTokens: inputTokens === null ? null : times(around(inputTokens), calls),
      outputTokens: outputTokens === null ? null : times(outputAsBefore(outputTokens, null), calls),
      nanoUsd: costNanoUsd === null ? null : times(around(costNanoUsd), calls),
      from: 'earlier runs',
    }))
}

/** Answers that are to be judged: of one model to some cases. */
export interface JudgedAnswers {
  cases: readonly Case[]
  trials: number
  /** How many of them each case has. Default: all the same. */
  counts?: CaseCounts | undefined
  /** Tokens of all answers together. */
  tokens: EstimatedRange
}

/** So many prompts to judges are measured. */
const SAMPLE = 50
/** What an answer to one question takes: id, a sentence of reason, the verdict. */
const TOKENS_PER_VERDICT = { low: 15, expected: 45 }
/** Of longer answers a judge is shown this much. */
const LONGEST_ANSWER_TOKENS = 25_000

/** What judging the answers of a task's models will need, in one row; `null` where no check asks a judge. A reply that is asked again is not counted. */
export function judgeRow(
  task: Task,
  judge: TaskJudge,
  answers: readonly JudgedAnswers[],
  before: EarlierJudging | null,
  unknown: string[],
): EstimateRow | null {
  const measured = new Map<readonly Case[], Sittings>()
  const needs = answers.map((each) => {
    const size = measured.get(each.cases) ?? measure(task, judge, each)
    measured.set(each.cases, size)
    return needOf(each, size)
  })
  const calls = Math.round(needs.reduce((sum, need) => sum + need.calls, 0))
  if (calls === 0) return null
  const { model } = judge
  const limit = model.params.maxOutputTokens ?? null
  const questions = needs.reduce((sum, need) => sum + need.questions, 0)
  // Of models that give the same answer one is judged: the journal answers for the others.
  const least = Math.max(...needs.map((need) => need.calls)) / calls
  const inputTokens = lowered(addRanges(needs.map(({ input }) => input)), least)
  const outputs = before?.outputTokens ? times(outputAsBefore(before.outputTokens, limit), calls) : unseenOutput(questions, calls, limit)
  const outputTokens = lowered(outputs, least)
  const costBefore = before?.costNanoUsd ? times(around(before.costNanoUsd), calls) : null
  const nanoUsd = priceRange(model, inputTokens, outputTokens, calls) ?? costBefore
  if (nanoUsd === null) unknown.push(`${model.label}: no price is known; set \`price\` of the model`)
  else if (outputTokens.high === null && nanoUsd.high === null)
    unknown.push(`${task.name} × ${model.label} judge: how long its replies are (no \`maxOutputTokens\`, no earlier run)`)
  const from = before?.outputTokens ? 'earlier runs' : limit === null ? 'nothing' : 'limit'
  return {
    task: task.name,
    model: model.label,
    phase: 'judge',
    simulated: model.simulated,
    calls,
    inputTokens,
    outputTokens,
    nanoUsd,
    from,
  }
}

const lowered = (range: EstimatedRange, share: number): EstimatedRange => times({ ...range, low: range.low * share }, 1)

function unseenOutput(questions: number, calls: number, limit: number | null): EstimatedRange {
  const most = limit === null ? null : limit * calls
  const within = (tokens: number) => Math.round(Math.min(tokens, most ?? Number.POSITIVE_INFINITY))
  return { low: within(questions * TOKENS_PER_VERDICT.low), expected: within(questions * TOKENS_PER_VERDICT.expected), high: most }
}

/** Means per answer. */
interface Sittings {
  calls: number
  questions: number
  /** Tokens of all its calls, without the answer. */
  input: number
}

function needOf({ trials, tokens }: JudgedAnswers, { calls, questions, input }: Sittings) {
  const most = trials * LONGEST_ANSWER_TOKENS
  const shown = { low: Math.min(tokens.low, most), expected: tokens.expected, high: Math.min(tokens.high ?? most, most) }
  const perCall = { low: shown.low * calls, expected: shown.expected === null ? null : shown.expected * calls, high: shown.high * calls }
  const prompts = byCharacters(input * trials)
  return { calls: calls * trials, questions: questions * trials, input: addRanges([prompts, perCall]) }
}

function measure(task: Task, judge: TaskJudge, { cases, counts }: JudgedAnswers): Sittings {
  const sample = cases.length <= SAMPLE ? cases : seededRandom(judge.seed, 'estimate judge', task.name).shuffle(cases).slice(0, SAMPLE)
  const each = sample.map((subject) => sittingsOf(task, judge, subject))
  const weights = sample.map((subject) => counts?.get(subject) ?? 1)
  const mean = (of: keyof Sittings) =>
    meanOf(
      each.map((sittings) => sittings[of]),
      weights,
    )
  return { calls: mean('calls'), questions: mean('questions'), input: mean('input') }
}

function sittingsOf(task: Task, judge: TaskJudge, subject: Case): Sittings {
  const matter = {
    brief: judge.brief,
    description: task.description,
    messages: renderMessages(task, subject.input),
    input: subject.input,
    answer: { text: '', toolCalls: [] },
  }
  const settings = { seed: judge.seed, params: judge.model.params }
  let [calls, questions, input] = [0, 0, 0]
  for (const [vote, round] of votingRounds(questionsOf(task, subject)).entries())
    for (const asked of batchesOf(round, judge.batch)) {
      calls++
      questions += asked.length
      input += estimateRequestTokens(judgeRequest(matter, asked, { ...settings, vote }).request)
    }
  return { calls, questions, input }
}

/** What a case's checks ask; a template that cannot be filled in is counted as it is written. */
function questionsOf(task: Task, { checks, input, gold }: Case): JudgeQuestion[] {
  return [...task.checks, ...checks].flatMap(({ kind, arguments: given }) => {
    if (checkKind(kind)?.expense !== 'judge') return []
    const { question, votes } = given
    return [{ question: filled(String(question), { input, gold }), votes: typeof votes === 'number' ? votes : 1 }]
  })
}

function filled(question: string, source: Pick<Case, 'input' | 'gold'>): string {
  try {
    return String(fillArguments(question, { input: source.input, gold: source.gold }, 'text'))
  } catch {
    return question
  }
}
