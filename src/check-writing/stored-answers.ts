import { answerFormat } from '../answers/answer-formats.ts'
import { hashJson } from '../hash/hash-json.ts'
import type { Answer } from '../schema/answer.ts'
import type { Reading } from '../schema/answer-format.ts'
import type { Case } from '../schema/case.ts'
import type { TrialDetail } from '../schema/record-store.ts'
import type { Task } from '../schema/task.ts'

/** An answer of an earlier run to a case that the task still has. */
export interface StoredAnswer {
  run: string
  model: string
  trial: number
  callId: string | undefined
  case: Case
  answer: Answer
  reading: Reading
  costNanoUsd: number | null
  /** Equal answers to one case have equal hashes. */
  hash: string
}

/** Hash of a case and an answer's text: what labels name. */
export const answerHash = (caseHash: string, text: string): string => hashJson([caseHash, text])

/** The answers to a task among a run's records, read as the task reads them today. Answers to cases that were changed or removed are left out. */
export async function* storedAnswers(
  { name, cases, output }: Pick<Task, 'name' | 'cases' | 'output'>,
  details: AsyncIterable<TrialDetail>,
): AsyncGenerator<StoredAnswer> {
  const byHash = new Map(cases.map((subject) => [subject.caseHash, subject]))
  const byId = new Map(cases.map((subject) => [subject.id, subject]))
  const format = answerFormat(output.format)
  for await (const { trial, calls } of details) {
    if (trial.task !== name || trial.status !== 'answered') continue
    const named = byId.get(trial.case)
    const subject = named?.caseHash === trial.caseHash ? named : byHash.get(trial.caseHash)
    const answer = trial.answer ?? answerOf(calls.at(-1))
    if (!subject || !answer) continue
    yield {
      run: trial.runId,
      model: trial.model,
      trial: trial.trial,
      callId: trial.callIds.at(-1),
      case: subject,
      answer,
      reading: mergedReading(trial) ?? format.read(answer),
      costNanoUsd: trial.originalCostNanoUsd ?? trial.costNanoUsd,
      hash: answerHash(subject.caseHash, answer.text),
    }
  }
}

function answerOf(call: TrialDetail['calls'][number] | undefined): Answer | null {
  if (!call?.completion) return null
  const { text, toolCalls, finishReason, parts, usage, timings } = call.completion
  return { text, toolCalls, finishReason, parts, usage, timings: { ...timings, queueMs: call.queueMs } }
}

/** What the answers to the parts of a long input were merged to stands in the record alone. */
function mergedReading({ callIds, output, reading }: TrialDetail['trial']): Reading | null {
  if (callIds.length < 2 || output === undefined) return null
  return { value: output, repaired: reading?.repaired ?? false, problem: reading?.problem ?? null }
}
