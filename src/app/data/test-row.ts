import type { EmbeddedDetail, KeptText } from '../../schema/embedded-report.ts'
import type { Verdict } from '../../schema/check.ts'

/** How a trial ended, in one word. */
export type Outcome = Verdict | 'errored' | 'skipped'

export const OUTCOMES: readonly Outcome[] = ['passed', 'failed', 'undecided', 'errored', 'skipped']

/** One trial as the list of tests needs it. */
export interface TestRow {
  /** Unique: task, model, case, trial. */
  key: string
  /** Task and case: what other models' answers are shown beside. */
  caseKey: string
  outcome: Outcome
  /** The answer, or its beginning; an error's message where there is no answer. */
  answer: KeptText
  preview: string
  /** Lower-case case id and answer. */
  search: string
  /** Names of checks by verdict. */
  checks: Record<Verdict, string[]>
  detail: EmbeddedDetail
}

/** The key of a trial; also what a link carries. */
export const testKey = (task: string, model: string, caseId: string, trial: number): string => JSON.stringify([task, model, caseId, trial])

const answerOf = ({ trial, calls }: EmbeddedDetail): KeptText | null =>
  trial.answer?.text ?? calls.findLast((call) => call.completion !== null)?.completion?.text ?? null

/** The row of a trial. */
export function testRow(detail: EmbeddedDetail): TestRow {
  const { trial } = detail
  const answer = answerOf(detail)
  const head = typeof answer === 'string' ? answer : (answer?.head ?? '')
  const shown = answer === null ? (trial.error?.message ?? trial.skipReason ?? '') : head
  const named = (verdict: Verdict): string[] => trial.checks.filter((check) => check.verdict === verdict).map((check) => check.name)
  return {
    key: testKey(trial.task, trial.model, trial.case, trial.trial),
    caseKey: JSON.stringify([trial.task, trial.case]),
    outcome: trial.status === 'answered' ? trial.verdict : trial.status,
    answer: answer ?? '',
    preview: shown.slice(0, 200).replace(/\s+/g, ' '),
    search: `${trial.case}\n${shown}`.toLowerCase(),
    checks: { passed: named('passed'), failed: named('failed'), undecided: named('undecided') },
    detail,
  }
}
