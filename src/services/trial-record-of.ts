import type { Answer } from '../schema/answer.ts'
import type { CallFailure } from '../schema/call.ts'
import type { EvalError } from '../schema/eval-error.ts'
import type { TrialRecord } from '../schema/trial-record.ts'
import { trialVerdict } from '../schema/trial-verdict.ts'
import type { Case } from '../schema/case.ts'
import { costOf, worthOf } from './run-trial.ts'
import type { JudgedTrial } from './run-trial.ts'

/** What all trials of one case and model share. */
export interface RecordPlace {
  runId: string
  task: string
  model: string
  simulated: boolean
  case: Pick<Case, 'id' | 'caseHash' | 'tags'>
}

/** A judged trial as a line of `trials.jsonl`. */
export function trialRecordOf(place: RecordPlace, judged: JudgedTrial, agreement: number | null): TrialRecord {
  const { replies, answer, reading, error } = judged
  const only = replies.length === 1 ? replies[0] : undefined
  const isCallsAnswer = only !== undefined && answer !== null && only.completion.text === answer.text
  const usage = answer?.usage
  return {
    schema: 'taskbench/trial@1',
    runId: place.runId,
    task: place.task,
    model: place.model,
    case: place.case.id,
    caseHash: place.case.caseHash,
    trial: judged.trial,
    tags: place.case.tags,
    status: judged.status,
    verdict: trialVerdict(judged),
    checks: judged.checks,
    ingredients: { ...judged.ingredients, agreement },
    callIds: replies.map((reply) => reply.callId),
    answer: isCallsAnswer ? null : answer,
    ...(answer && reading.value !== answer.text && reading.value !== undefined ? { output: reading.value } : {}),
    ...(answer && (reading.repaired || reading.problem !== null)
      ? { reading: { repaired: reading.repaired, problem: reading.problem } }
      : {}),
    error: error && failureOf(error),
    ...(judged.judge ? { judge: judged.judge } : {}),
    counts: judged.counts,
    ...(judged.status === 'skipped' ? { skipReason: error?.message ?? 'skipped' } : {}),
    costNanoUsd: costOf(replies),
    ...(replies.some((reply) => reply.replayed) ? { originalCostNanoUsd: worthOf(replies) } : {}),
    unpricedCalls: replies.filter((reply) => reply.cost.nanoUsd === null).length,
    unmetered: judged.unmetered,
    tokens: tokensOf(answer),
    latencyMs: answer?.timings.latencyMs ?? null,
    firstTokenMs: answer?.timings.firstTokenMs ?? null,
    attempts: replies.reduce((sum, reply) => sum + reply.attempts, 0),
    reused: replies.length > 0 && replies.every((reply) => reply.reused),
    replayed: replies.length > 0 && replies.every((reply) => reply.replayed),
    simulated: place.simulated && (usage !== undefined || replies.length > 0 || judged.status !== 'answered'),
  }
}

function failureOf({ kind, message, hint, notOnTape }: EvalError): CallFailure {
  return { kind, message, ...(hint === undefined ? {} : { hint }), ...(notOnTape ? { notOnTape } : {}) }
}

function tokensOf(answer: Answer | null): TrialRecord['tokens'] {
  const usage = answer?.usage
  return {
    input: usage?.inputTokens ?? null,
    output: usage?.outputTokens ?? null,
    cached: usage?.cachedInputTokens ?? null,
    reasoning: usage?.reasoningTokens ?? null,
  }
}
