import type { ComparedTrial } from '../../schema/comparison-source.ts'
import type { EmbeddedAnswerOfSide } from '../../schema/embedded-report.ts'
import type { AnswerRow } from '../compare/answer-row.ts'

/** An answer of one of two runs. */
export type ComparedRow = AnswerRow

/** What the answers of a side to a case are found by. */
export const sideKey = (side: ComparedTrial['side'], task: string, model: string, caseId: string): string =>
  JSON.stringify([side, task, model, caseId])

/** The row of an answer. */
export function comparedRow({ side, outcome, checks, answer, error, note, ...trial }: EmbeddedAnswerOfSide): ComparedRow {
  const caseKey = sideKey(side, trial.task, trial.model, trial.case)
  const head = typeof answer === 'string' ? answer : answer?.head
  const shown = head ?? error ?? note ?? ''
  return {
    key: `${caseKey} ${trial.trial}`,
    caseKey,
    outcome,
    answer: answer ?? '',
    preview: shown.slice(0, 200).replace(/\s+/g, ' '),
    search: `${trial.case}\n${shown}`.toLowerCase(),
    checks,
    note,
    detail: { trial: { ...trial, error: error === null ? null : { message: error } } },
  }
}
