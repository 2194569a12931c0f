import { answerFormat } from '../answers/answer-formats.ts'
import { checkKind } from '../checks/check-kinds.ts'
import { runChecks } from '../checks/run-checks.ts'
import { checkWeights } from '../metrics/check-weights.ts'
import { judgedTrialHash } from '../records/judgements.ts'
import type { Answer } from '../schema/answer.ts'
import type { Reading } from '../schema/answer-format.ts'
import type { Ask } from '../schema/ask.ts'
import type { Case } from '../schema/case.ts'
import type { Judgement } from '../schema/judge.ts'
import type { Message } from '../schema/model-request.ts'
import type { TrialDetail } from '../schema/record-store.ts'
import type { Task } from '../schema/task.ts'
import { trialVerdict } from '../schema/trial-verdict.ts'
import { renderMessages } from '../tasks/render-messages.ts'
import { openJudge } from './open-judge.ts'

export interface JudgeStoredOptions {
  task: Task
  /** As it is today; its hash is that of the trial's. */
  case: Case
  judgedAt: string
  ask: Ask
  signal: AbortSignal
}

/** Judges a stored answer with the checks of today; `null` where the answer itself is not stored. Never asks the evaluated model. */
export async function judgeStored(detail: TrialDetail, options: JudgeStoredOptions): Promise<Judgement | null> {
  const answer = answerIn(detail)
  if (answer === null) return null
  const { task, case: subject, judgedAt, signal, ask } = options
  const { trial } = detail
  const { format, schema } = task.output
  const { input, gold } = subject
  const reading = readingIn(detail, answer, task)
  const { judge } = task
  const messages = messagesIn(detail, task, subject)
  const desk =
    judge &&
    (await openJudge({ judge, task, judgedModel: trial.model, case: subject, trial: trial.trial, answer, reading, messages, ask, signal }))
  const costNanoUsd = trial.originalCostNanoUsd === undefined ? trial.costNanoUsd : trial.originalCostNanoUsd
  const checks = await runChecks([...task.checks, ...subject.checks], {
    answer,
    reading,
    input,
    gold,
    schema,
    format,
    costNanoUsd,
    signal,
    ...(desk ? { judge: desk.ask } : {}),
  })
  return {
    schema: 'taskbench/judgement@1',
    judgedAt,
    trialHash: judgedTrialHash(trial),
    task: trial.task,
    model: trial.model,
    case: trial.case,
    trial: trial.trial,
    verdict: trialVerdict({ status: trial.status, counts: trial.counts, checks }),
    checks,
    ingredients: checkWeights(checks, checkKind),
    judge: desk?.judgedBy ?? null,
  }
}

function answerIn({ trial, calls }: TrialDetail): Answer | null {
  if (trial.answer) return trial.answer
  const call = calls.findLast(({ phase, completion }) => phase === 'execution' && completion !== null)
  if (!call?.completion) return null
  const { text, toolCalls, finishReason, parts, usage, timings } = call.completion
  return { text, toolCalls, finishReason, parts, usage, timings: { ...timings, queueMs: call.queueMs } }
}

/** What was put together from the answers to parts stands in the record; the rest is read as the format reads today. */
function readingIn({ trial }: TrialDetail, answer: Answer, task: Task): Reading {
  if (task.chunking !== null && trial.output !== undefined)
    return { value: trial.output, repaired: trial.reading?.repaired ?? false, problem: trial.reading?.problem ?? null }
  return answerFormat(task.output.format).read(answer)
}

/** What was sent: the only call's messages; of several calls the whole prompt as it would be rendered. */
function messagesIn({ calls }: TrialDetail, task: Task, subject: Case): readonly Message[] {
  const [only, ...others] = calls
  return only && others.length === 0 ? only.request.messages : renderMessages(task, subject.input)
}
