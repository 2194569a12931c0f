import { answerFormat } from '../answers/answer-formats.ts'
import { checkKind } from '../checks/check-kinds.ts'
import { isLeftOpen } from '../checks/is-left-open.ts'
import { runChecks } from '../checks/run-checks.ts'
import type { JudgeDesk } from '../judge/judge-desk.ts'
import { trialIngredients } from '../metrics/trial-ingredients.ts'
import type { ChunkedTask } from '../subjects/chunked-prompt.ts'
import { askPrompt } from '../subjects/prompt-subject.ts'
import { runFunction } from '../subjects/function-subject.ts'
import { TrialCalls } from '../subjects/trial-calls.ts'
import type { TrialPlace } from '../subjects/trial-calls.ts'
import { renderMessages } from '../tasks/render-messages.ts'
import { heedMisses } from './heed-misses.ts'
import type { Answer } from '../schema/answer.ts'
import type { Reading } from '../schema/answer-format.ts'
import type { Ask } from '../schema/ask.ts'
import type { Reply } from '../schema/call.ts'
import type { OpenChat } from '../schema/chat-address.ts'
import type { CheckResult } from '../schema/check.ts'
import { EVAL_ERROR_KINDS, EvalError } from '../schema/eval-error.ts'
import { isSkip } from '../schema/is-skip.ts'
import type { JudgedBy, TaskJudge } from '../schema/judge.ts'
import type { Subject } from '../schema/subject.ts'
import type { Task } from '../schema/task.ts'
import type { Ingredients, TrialStatus } from '../schema/trial-record.ts'

export interface TrialSetup extends TrialPlace {
  definition: Task
  ask: Ask
  /** A user's function; without one the task's prompt is asked. */
  subject: Subject<never> | null
  /** Where an SDK in the function reaches the model. */
  openChat: OpenChat
}

/** A trial, asked and judged. */
export interface JudgedTrial {
  trial: number
  status: TrialStatus
  /** `null` unless it was answered. */
  answer: Answer | null
  reading: Reading
  checks: CheckResult[]
  ingredients: Ingredients
  replies: Reply[]
  error: EvalError | null
  counts: 'answered' | 'missing'
  unmetered: boolean
  /** `null`: none was asked. */
  judge: JudgedBy | null
}

const NOTHING_READ: Reading = { value: undefined, repaired: false, problem: 'there is no answer' }

/**
 * Asks for one answer and judges it. Never rejects: an error is a way in which a trial ends. It alone is asynchronous of what waits for the answer to
 * a prompt: each such function keeps some hundred bytes alive for as long as it waits, and a thousand tests may.
 */
export async function runTrial(setup: TrialSetup): Promise<JudgedTrial> {
  const calls = new TrialCalls(setup, setup.ask)
  try {
    const answered = await answerOf(setup, calls)
    // A function may make do without an answer.
    if (calls.miss) throw calls.miss
    return await judge(setup, calls.replies, answered)
  } catch (thrown) {
    return failedTrial(setup, calls.replies, missIn(thrown, calls) ?? asEvalError(thrown))
  }
}

/** What was not on the tape, as it was thrown or as it was before an SDK made its own error of it. */
function missIn(thrown: unknown, { miss }: TrialCalls): EvalError | null {
  return EvalError.is(thrown) && thrown.notOnTape ? thrown : miss
}

interface Answered {
  answer: Answer
  /** Of an answer that was put together from parts; `null`: it is read from its text. */
  reading?: Reading | null
  unmetered: boolean
}

function answerOf(setup: TrialSetup, calls: TrialCalls): Promise<Answered> {
  const { subject, definition, model } = setup
  if (subject) return runFunction(subject, setup, calls, setup.openChat)
  const { chunking } = definition
  if (chunking !== null) return answerOfChunks({ ...definition, chunking }, setup, calls)
  const messages = renderMessages(definition, setup.case.input)
  return askPrompt(definition, model, messages, calls).then((answer) => ({ answer, unmetered: false }))
}

async function answerOfChunks(definition: ChunkedTask, setup: TrialSetup, calls: TrialCalls): Promise<Answered> {
  const { askChunks } = await import('../subjects/chunked-prompt.ts')
  return { ...(await askChunks(definition, setup, calls)), unmetered: false }
}

async function judge(setup: TrialSetup, replies: Reply[], answered: Answered): Promise<JudgedTrial> {
  const { answer, unmetered } = answered
  const { definition, case: subject, trial, signal } = setup
  const { format, schema } = definition.output
  const reading = answered.reading ?? answerFormat(format).read(answer)
  const { gold, input } = subject
  const specs = subject.checks.length === 0 ? definition.checks : [...definition.checks, ...subject.checks]
  const judging = heedMisses(setup.ask)
  const desk = definition.judge ? await deskOf({ ...setup, ask: judging.ask }, definition.judge, answered, reading) : null
  const context = {
    answer,
    reading,
    input,
    gold,
    schema,
    format,
    costNanoUsd: worthOf(replies),
    signal,
    ...(desk ? { judge: desk.ask } : {}),
  }
  const checks = await runChecks(specs, context)
  if (judging.miss) throw judging.miss
  const ingredients = await trialIngredients({ answer, reading, gold, format, pairing: definition.pairing, checks, kindOf: checkKind })
  return {
    trial,
    status: 'answered',
    answer,
    reading,
    checks,
    ingredients,
    replies,
    error: null,
    counts: 'answered',
    unmetered,
    judge: desk && { ...desk.judgedBy, ...(judging.isCut && isLeftOpen(checks) ? { unasked: true } : {}) },
  }
}

/** Asked after all other checks, through the engine as everything is. */
async function deskOf(setup: TrialSetup, by: TaskJudge, { answer }: Answered, reading: Reading): Promise<JudgeDesk> {
  const { definition: task, model, case: subject, trial, ask, signal } = setup
  const messages = setup.subject ? [] : renderMessages(task, subject.input)
  const { openJudge } = await import('./open-judge.ts')
  return openJudge({ judge: by, task, judgedModel: model.label, case: subject, trial, answer, reading, messages, ask, signal })
}

async function failedTrial(setup: TrialSetup, replies: Reply[], error: EvalError): Promise<JudgedTrial> {
  const { counts } = EVAL_ERROR_KINDS[error.kind]
  const { gold } = setup.case
  const { format } = setup.definition.output
  const { pairing } = setup.definition
  const answered = counts === 'answered'
  const ingredients = await trialIngredients({
    answer: null,
    reading: NOTHING_READ,
    gold: answered ? gold : undefined,
    format,
    pairing,
    checks: [],
    kindOf: checkKind,
  })
  return {
    trial: setup.trial,
    status: isSkip(error) ? 'skipped' : 'errored',
    answer: null,
    reading: NOTHING_READ,
    checks: [],
    ingredients,
    replies,
    error,
    counts,
    unmetered: false,
    judge: null,
  }
}

/** What the trial's calls are worth: those from the tape what they cost when they were recorded. `null` as soon as one is unpriced. */
export function worthOf(replies: readonly Reply[]): number | null {
  return costOf(replies.map((reply) => (reply.replayed ? { ...reply, cost: originalOf(reply) } : reply)))
}

const originalOf = ({ cost }: Reply): Reply['cost'] => ({ ...cost, nanoUsd: cost.originalNanoUsd ?? null })

/** What the trial's calls cost, also where an answer was reused; `null` as soon as one is unpriced. */
export function costOf(replies: readonly Reply[]): number | null {
  if (replies.length === 0) return null
  return replies.reduce<number | null>((sum, { cost }) => (sum === null || cost.nanoUsd === null ? null : sum + cost.nanoUsd), 0)
}

function asEvalError(thrown: unknown): EvalError {
  if (EvalError.is(thrown)) return thrown
  const message = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown)
  return new EvalError('bug', message, { hint: 'the function under evaluation threw', cause: thrown })
}
