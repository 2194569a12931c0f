import type { OutputFormat } from '../src/schema/output-format.ts'
import type { Result } from '../src/schema/report.ts'
import { csvText } from './csv-text.ts'

type Check = Result['checks'][number]
type Violation = Result['violations'][number]
type Value = string | number | boolean | null

/** A check of a model, as a row. */
interface Row {
  result: Result
  check: Check
  examples: readonly Violation[]
}

const EXAMPLES = [0, 1, 2]

const COLUMNS: Record<string, (row: Row) => Value> = {
  task: ({ result }) => result.task,
  model: ({ result }) => result.model,
  simulated: ({ result }) => result.simulated,
  check: ({ check }) => check.name,
  kind: ({ check }) => check.kind,
  severity: ({ check }) => check.severity,
  failed: ({ check }) => check.failed,
  passed: ({ check }) => check.passed,
  undecided: ({ check }) => check.undecided,
  failedShare: ({ check }) => check.failedShare.value,
  low: ({ check }) => check.failedShare.low,
  high: ({ check }) => check.failedShare.high,
  cases: ({ check }) => check.failedShare.n,
  method: ({ check }) => check.failedShare.method,
  taskJudge: ({ result }) => result.judge?.model ?? null,
  taskJudgeCalibrated: ({ result }) => result.judge?.calibrated ?? null,
  ...Object.fromEntries(EXAMPLES.flatMap((index) => exampleColumns(index))),
  generated: ({ check }) => check.generated !== undefined,
  category: ({ check }) => check.generated?.category ?? null,
  reviewed: ({ check }) => check.generated?.reviewed ?? null,
  unproven: ({ check }) => check.generated?.unproven ?? null,
}

function exampleColumns(index: number): [string, (row: Row) => Value][] {
  const of = (read: (violation: Violation) => Value | undefined) => (row: Row) => {
    const violation = row.examples[index]
    return violation === undefined ? null : (read(violation) ?? null)
  }
  const name = `example${index + 1}`
  return [
    [`${name}Case`, of((violation) => violation.case)],
    [`${name}Trial`, of((violation) => violation.trial)],
    [`${name}Message`, of((violation) => violation.message)],
    [`${name}Found`, of((violation) => violation.found)],
    [`${name}Expected`, of((violation) => violation.expected)],
  ]
}

/** `report.violations.csv`: one row per check and model, with how many answers failed it and examples; what is unknown is empty. */
export const violationsCsvFormat: OutputFormat = {
  fileName: 'report.violations.csv',
  label: 'CSV of checks',
  readsRecords: false,
  async *write(source) {
    const { results } = await source.report
    const columns = Object.values(COLUMNS)
    yield `${Object.keys(COLUMNS).join(',')}\r\n`
    for (const result of results) {
      const examples = Map.groupBy(result.violations, ({ check }) => check)
      const rows = result.checks.map((check) => ({ result, check, examples: examples.get(check.name) ?? [] }))
      yield rows.map((row) => `${columns.map((column) => csvText(column(row))).join(',')}\r\n`).join('')
    }
  },
}
