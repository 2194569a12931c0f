import type { Verdict } from '../../schema/check.ts'
import type { EmbeddedTrial, KeptText } from '../../schema/embedded-report.ts'
import type { StoredRow } from '../data/row-store.ts'
import type { Outcome } from '../data/test-row.ts'

/** An answer as comparisons need it: a test of the report, or an answer of one of two runs. */
export interface AnswerRow extends StoredRow {
  outcome: Outcome
  answer: KeptText
  /** The beginning of what is shown of it. */
  preview: string
  /** Names of checks by verdict. */
  checks: Record<Verdict, string[]>
  /** What is to be known of it beside. */
  note?: string | null
  detail: {
    trial: Pick<EmbeddedTrial, 'task' | 'model' | 'case' | 'trial' | 'tags' | 'counts' | 'costNanoUsd' | 'latencyMs'> & {
      error: { message: string } | null
    }
  }
}
