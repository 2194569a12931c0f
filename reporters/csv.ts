import type { CheckResult, Verdict } from '../src/schema/check.ts'
import type { OutputFormat } from '../src/schema/output-format.ts'
import type { TrialDetail } from '../src/schema/record-store.ts'
import { answerQuality } from '../src/report/answer-quality.ts'
import { csvText } from './csv-text.ts'

const ROWS_PER_CHUNK = 500

/** Nano-dollars as a plain decimal number of dollars, digit for digit. */
export function decimalUsd(nanoUsd: number | null): string {
  if (nanoUsd === null) return ''
  const digits = String(Math.abs(nanoUsd)).padStart(10, '0')
  const fraction = digits.slice(-9).replace(/0+$/, '')
  return `${nanoUsd < 0 ? '-' : ''}${digits.slice(0, -9)}${fraction === '' ? '' : `.${fraction}`}`
}

const named = (checks: readonly CheckResult[], verdict: Verdict): string =>
  checks.some((check) => check.verdict === verdict)
    ? checks
        .filter((check) => check.verdict === verdict)
        .map((check) => check.name)
        .join('; ')
    : ''

const rounded = (share: number | null): number | null => (share === null ? null : Math.round(share * 1e6) / 1e6)

const COLUMNS: Record<string, (detail: TrialDetail) => string | number | boolean | null> = {
  task: ({ trial }) => trial.task,
  model: ({ trial }) => trial.model,
  simulated: ({ trial }) => trial.simulated,
  case: ({ trial }) => trial.case,
  trial: ({ trial }) => trial.trial,
  tags: ({ trial }) => trial.tags.join('; '),
  status: ({ trial }) => trial.status,
  verdict: ({ trial }) => trial.verdict,
  quality: ({ trial }) => rounded(answerQuality(trial)),
  failedChecks: ({ trial }) => named(trial.checks, 'failed'),
  undecidedChecks: ({ trial }) => named(trial.checks, 'undecided'),
  judge: ({ trial }) => trial.judge?.model ?? null,
  errorKind: ({ trial }) => trial.error?.kind ?? null,
  errorMessage: ({ trial }) => trial.error?.message ?? trial.skipReason ?? null,
  costUsd: ({ trial }) => decimalUsd(trial.costNanoUsd),
  originalCostUsd: ({ trial }) => decimalUsd(trial.originalCostNanoUsd ?? null),
  unpricedCalls: ({ trial }) => trial.unpricedCalls,
  inputTokens: ({ trial }) => trial.tokens.input,
  outputTokens: ({ trial }) => trial.tokens.output,
  cachedTokens: ({ trial }) => trial.tokens.cached,
  reasoningTokens: ({ trial }) => trial.tokens.reasoning,
  latencyMs: ({ trial }) => trial.latencyMs,
  firstTokenMs: ({ trial }) => trial.firstTokenMs,
  attempts: ({ trial }) => trial.attempts,
  reused: ({ trial }) => trial.reused,
  replayed: ({ trial }) => trial.replayed,
  answer: ({ trial, calls }) => (trial.answer ?? calls.at(-1)?.completion)?.text ?? null,
}

/** `report.csv`: one row per trial; what is unknown is empty. */
export const csvFormat: OutputFormat = {
  fileName: 'report.csv',
  label: 'CSV',
  readsRecords: true,
  async *write({ records }) {
    yield `${Object.keys(COLUMNS).join(',')}\r\n`
    const columns = Object.values(COLUMNS)
    let rows: string[] = []
    for await (const detail of records) {
      rows.push(`${columns.map((column) => csvText(column(detail))).join(',')}\r\n`)
      if (rows.length < ROWS_PER_CHUNK) continue
      yield rows.join('')
      rows = []
    }
    yield rows.join('')
  },
}
