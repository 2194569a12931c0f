import { answerFormat } from '../answers/answer-formats.ts'
import { checkKind } from '../checks/check-kinds.ts'
import { runChecks } from '../checks/run-checks.ts'
import { EvalError } from '../schema/eval-error.ts'
import type { Answer } from '../schema/answer.ts'
import type { Reading } from '../schema/answer-format.ts'
import type { Ask } from '../schema/ask.ts'
import type { Reply } from '../schema/call.ts'
import type { Case } from '../schema/case.ts'
import type { CheckSpec } from '../schema/check.ts'
import type { TaskJudge } from '../schema/judge.ts'
import type { Model } from '../schema/model.ts'
import type { Task } from '../schema/task.ts'
import { estimateTokens } from '../sim/estimate-tokens.ts'
import { askChunks } from '../subjects/chunked-prompt.ts'
import { promptRequests } from '../subjects/prompt-requests.ts'
import { askPrompt } from '../subjects/prompt-subject.ts'
import { TrialCalls } from '../subjects/trial-calls.ts'
import { renderMessages } from '../tasks/render-messages.ts'
import { openJudge } from './open-judge.ts'
import { meanOf } from './token-spread.ts'
import type { CaseCounts } from './token-spread.ts'

/** What is left to ask of a model's cases where a tape answers the rest. */
export interface LeftToAsk {
  /** Per case, answers that are not whole on the tape. */
  answers: CaseCounts
  /** Their calls that are missing, by the calls of a trial: of a long input some parts may be there. */
  trials: CaseCounts
  /** Answers that are there, while verdicts of their judge are not, likewise; and the mean tokens of the answer in a call that is missing. */
  unjudged: { trials: CaseCounts; answerTokens: number }
  /** Calls that are on the tape. */
  found: number
}

export interface LeftToAskOptions {
  task: Task
  model: Model
  cases: readonly Case[]
  /** `null`: none will be asked. */
  judge: TaskJudge | null
  /** Answers for a model from what is recorded; rejects with an error `notOnTape` where nothing is. */
  recorded(model: Model): Ask
}

const NEVER = new AbortController().signal

/** Goes through a model's trials as a run would, with recorded answers alone: a judge's question is known once the answer is. Nothing is asked. */
export async function leftToAsk({ task, model, cases, judge, recorded }: LeftToAskOptions): Promise<LeftToAsk> {
  const [answers, trials, unjudged] = [new Map<Case, number>(), new Map<Case, number>(), new Map<Case, number>()]
  const shown: number[] = []
  let onTape = 0
  for (const subject of cases)
    for (let trial = 0; trial < task.trials.count; trial++) {
      const asking = counted(recorded(model))
      const given = await answerOf(task, model, { subject, trial }, asking.ask)
      const isRecordedElsewhere = model.answersFile !== null
      if (!isRecordedElsewhere) onTape += asking.counts.found
      if (!given && asking.counts.missing > 0) {
        add(answers, subject, 1)
        add(trials, subject, 1 - asking.counts.found / callsOf(task, model, subject))
      }
      if (!given || !judge) continue
      const judging = counted(recorded(judge.model))
      await judgeIt(task, judge, { subject, trial }, given, judging.ask)
      const { found, missing } = judging.counts
      onTape += found
      if (missing === 0) continue
      add(unjudged, subject, missing / (found + missing))
      const { usage, text } = given.answer
      shown.push(...Array<number>(missing).fill(usage.outputTokens ?? estimateTokens(text)))
    }
  return { answers, trials, unjudged: { trials: unjudged, answerTokens: meanOf(shown) }, found: onTape }
}

const add = (counts: Map<Case, number>, subject: Case, count: number): void => void counts.set(subject, (counts.get(subject) ?? 0) + count)

interface Place {
  subject: Case
  trial: number
}

interface Given {
  answer: Answer
  /** `null`: it is read from its text. */
  reading: Reading | null
}

/** The answer that is recorded; `null`: it is not, or it was an error. */
async function answerOf(task: Task, model: Model, { subject, trial }: Place, ask: Ask): Promise<Given | null> {
  const calls = new TrialCalls({ task: task.name, format: task.output.format, model, case: subject, trial, signal: NEVER }, ask)
  try {
    const { chunking } = task
    if (chunking !== null) return await askChunks({ ...task, chunking }, { model, case: subject }, calls)
    return { answer: await askPrompt(task, model, renderMessages(task, subject.input), calls), reading: null }
  } catch (error) {
    if (EvalError.is(error)) return null
    throw error
  }
}

/** Calls of a trial: those at once, and one where a model merges their answers. */
function callsOf(task: Task, model: Model, subject: Case): number {
  const parts = promptRequests(task, model, subject).length
  return parts > 1 && task.chunking?.mergePrompt != null ? parts + 1 : parts
}

/** Has the questions to a judge asked, as a trial would. */
async function judgeIt(
  task: Task,
  judge: TaskJudge,
  { subject, trial }: Place,
  { answer, reading: given }: Given,
  ask: Ask,
): Promise<void> {
  const specs = [...task.checks, ...subject.checks].filter(asksJudge)
  if (specs.length === 0) return
  const { format, schema } = task.output
  const { input, gold } = subject
  const reading = given ?? answerFormat(format).read(answer)
  const messages = renderMessages(task, input)
  const desk = await openJudge({ judge, task, case: subject, trial, answer, reading, messages, ask, signal: NEVER })
  await runChecks(specs, { answer, reading, input, gold, schema, format, costNanoUsd: null, signal: NEVER, judge: desk.ask })
}

const asksJudge = ({ kind }: CheckSpec): boolean => checkKind(kind)?.expense === 'judge'

function counted(ask: Ask) {
  const counts = { found: 0, missing: 0 }
  const found = (reply: Reply) => {
    counts.found++
    return reply
  }
  const failed = (error: unknown): never => {
    if (EvalError.is(error) && error.notOnTape) counts.missing++
    else counts.found++
    throw error
  }
  return { counts, ask: ((request, options) => ask(request, options).then(found, failed)) satisfies Ask as Ask }
}
