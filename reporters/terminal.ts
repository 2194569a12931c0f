import { comparisonTable } from '../src/report/comparison-table.ts'
import { formatGate, regressionNote } from '../src/report/format-gate.ts'
import { gateMark, gateWords } from '../src/report/gate-outcome.ts'
import { formatInterval, formatMoney } from '../src/report/format-metric.ts'
import { judgeSentence } from '../src/report/judge-sentence.ts'
import { retriedSentence } from '../src/report/retried-sentence.ts'
import { stoppedSentence } from '../src/report/stopped-sentence.ts'
import { totalCost } from '../src/report/total-cost.ts'
import { failureFigures, violatedChecks } from '../src/report/violated-checks.ts'
import { verdictSentence } from '../src/report/verdict-sentence.ts'
import type { GateResult, Report } from '../src/schema/report.ts'
import { cutTo } from './display-width.ts'
import { oneLine } from './one-line.ts'
import { paintWith } from './paint.ts'
import type { Paint } from './paint.ts'
import { judgedLines } from './terminal-judged.ts'
import { terminalTable } from './terminal-table.ts'
import { useCaseLines } from './terminal-use-case.ts'
import { wrapText } from './wrap-text.ts'

const LEAST_WIDTH = 40

/** The comparison of a finished run for a terminal of `width` columns: per task a sentence, a table and its gates; then the cost. */
export function renderComparison(report: Report, { width, color }: { width: number; color: boolean }): string {
  const columns = Math.max(LEAST_WIDTH, Math.floor(width))
  const paint = paintWith(color)
  const tasks = [...new Set(report.results.map((result) => result.task))]
  const blocks = tasks.map((task) => taskBlock(report, task, columns, paint))
  const violations = [
    violationLines(report, tasks.length > 1, columns, paint),
    undecidedLines(report, tasks.length > 1, columns, paint),
  ].filter((lines) => lines.length > 0)
  const summary = [...costLines(report, columns), ...runGateLines(report, columns, paint), ...statusLines(report, columns, paint)]
  const overall = [useCaseLines(report, simulatedName(report), columns, paint)].filter((lines) => lines.length > 0)
  return [...(blocks.length === 0 ? [['No task has results.']] : blocks), ...overall, ...violations, summary]
    .map((lines) => lines.join('\n'))
    .join('\n\n')
}

const simulatedName =
  (report: Report) =>
  (label: string): string =>
    oneLine(label, 60) + (report.results.some(({ model, simulated }) => model === label && simulated) ? ' (simulated)' : '')

const taskBlock = (report: Report, task: string, width: number, paint: Paint): string[] => {
  const table = comparisonTable(report, task)
  if (table === null) return []
  const { lines, left, notes } = terminalTable(table, width, paint)
  const result = report.results.find((each) => each.task === task)
  const title = `${oneLine(task, 60)} · ${result?.cases ?? 0} ${result?.cases === 1 ? 'case' : 'cases'}`
  const [first, ...more] = wrapText(title, width)
  return [
    paint.bold(first ?? ''),
    ...more,
    ...wrapText(
      verdictSentence(report, task, simulatedName(report), (reason) => oneLine(reason, 200)),
      width,
    ),
    '',
    ...lines,
    ...table.notes.flatMap((note, index) =>
      notes.has(index + 1) ? wrapText(`${'¹²³⁴⁵⁶⁷⁸⁹'[index] ?? '·'} ${oneLine(note, 200)}`, width, '  ').map(paint.dim) : [],
    ),
    ...(left.length === 0
      ? []
      : wrapText(`No room here for: ${left.join(', ')} (they are in the report's files)`, width, '  ').map(paint.dim)),
    ...stoppedLines(report, task, width, paint),
    ...retriedLines(report, task, width, paint),
    ...judgeLines(report, task, width, paint),
    ...gatesOf(
      report.gates.filter((gate) => gate.task === task),
      report,
      width,
      paint,
    ),
  ]
}

const stoppedLines = (report: Report, task: string, width: number, paint: Paint): string[] => {
  const results = report.results.filter((result) => result.task === task)
  const sentence = stoppedSentence(results, simulatedName(report))
  return sentence === null ? [] : wrapText(sentence, width, '  ').map(paint.dim)
}

const retriedLines = (report: Report, task: string, width: number, paint: Paint): string[] => {
  const results = report.results.filter((result) => result.task === task)
  const sentence = retriedSentence(results, simulatedName(report))
  return sentence === null ? [] : wrapText(sentence, width, '  ').map(paint.dim)
}

const judgeLines = (report: Report, task: string, width: number, paint: Paint): string[] => {
  const results = report.results.filter((result) => result.task === task)
  const sentence = judgeSentence(results, (label) => oneLine(label, 60))
  return sentence === null ? [] : [...wrapText(sentence, width, '  '), ...judgedLines(results, width)].map(paint.dim)
}

const GATE_MARKS = { passed: '✓', failed: '✗', undecided: '?', skipped: '·' } as const
const GATE_COLORS = { passed: 'green', failed: 'red', undecided: 'yellow', skipped: 'dim' } as const

/** Gates that did not pass, one by one with the reason; those that did are counted. */
const gatesOf = (gates: readonly GateResult[], report: Report, width: number, paint: Paint): string[] => {
  const passed = gates.filter(({ verdict }) => verdict === 'passed').length
  const open = gates.filter(({ verdict }) => verdict !== 'passed').flatMap((gate) => gateLines(gate, report, width, paint))
  const count = `${GATE_MARKS.passed} ${passed} of ${gates.length} ${gates.length === 1 ? 'gate' : 'gates'} passed`
  return passed === 0 ? open : [...open, paint[GATE_COLORS.passed](count)]
}

const runGateLines = ({ runGates = [] }: Report, width: number, paint: Paint): string[] =>
  runGates.flatMap((gate) => {
    const model = gate.model === null ? '' : ` · ${oneLine(gate.model, 60)}`
    const found = gate.value === null ? '' : ` (${formatInterval(gate, gate.unit)})`
    const reason = gate.reason === null ? '' : `: ${oneLine(gate.reason, 200)}`
    const text = `${GATE_MARKS[gateMark(gate)]} gate of the run ${oneLine(gate.rule, 120)}${model} · ${gateWords(gate)}${found}${reason}`
    return wrapText(text, width, '  ').map((line) => paint[GATE_COLORS[gateMark(gate)]](line))
  })

const gateLines = (gate: GateResult, report: Report, width: number, paint: Paint): string[] => {
  const unit = report.results.find((each) => each.task === gate.task && each.model === gate.model)?.metrics[gate.metric]?.unit ?? 'share'
  const found = gate.value === null ? '' : ` (${formatGate(gate, unit)})`
  const against = regressionNote(gate)
  const reason = gate.reason === null ? '' : `: ${oneLine(gate.reason, 200)}${against === '' ? '' : ` (${oneLine(against, 120)})`}`
  const text = `${GATE_MARKS[gateMark(gate)]} gate ${oneLine(gate.rule, 80)} · ${simulatedName(report)(gate.model)} · ${gateWords(gate)}${found}${reason}`
  return wrapText(text, width, '  ').map((line) => paint[GATE_COLORS[gateMark(gate)]](line))
}

/** So many failing checks are named. */
const MOST_VIOLATIONS = 5

const violationLines = (report: Report, severalTasks: boolean, width: number, paint: Paint): string[] => {
  const violated = violatedChecks(report.results)
  if (violated.length === 0) return []
  const lines = violated.slice(0, MOST_VIOLATIONS).map((each) => {
    const { check, model, task, examples } = each
    const name = oneLine(check.name, 40) + (check.severity === 'critical' ? '' : ` (${check.severity})`)
    const parts = [name, ...(severalTasks ? [oneLine(task, 40)] : []), simulatedName(report)(model), failureFigures(each)]
    const example = examples[0] === undefined ? '' : `, ${oneLine(examples[0].case, 40)}`
    const line = cutTo(`  ✗ ${parts.join(' · ')}${example}`, width)
    return check.severity === 'critical' ? paint.red(line) : paint.yellow(line)
  })
  const more = violated.length - lines.length
  return ['Failed checks, the most severe first:', ...lines, ...(more > 0 ? [`  and ${more} more in the report`] : [])]
}

/** So many undecided checks are named. */
const MOST_UNDECIDED = 5

/** What nothing is known of may look like what is right: the checks that were undecided most often. */
const undecidedLines = (report: Report, severalTasks: boolean, width: number, paint: Paint): string[] => {
  const open = report.results.flatMap(({ task, model, checks }) =>
    checks
      .filter(({ undecided }) => undecided > 0)
      .map(({ name, passed, failed, undecided }) => ({ task, model, name, undecided, of: passed + failed + undecided })),
  )
  if (open.length === 0) return []
  open.sort((a, b) => b.undecided / b.of - a.undecided / a.of || b.of - a.of)
  const named = open.slice(0, MOST_UNDECIDED).map(({ task, model, name, undecided, of }) => {
    const parts = [oneLine(name, 40), ...(severalTasks ? [oneLine(task, 40)] : []), simulatedName(report)(model)]
    return `${parts.join(' · ')} · ${undecided} of ${of}`
  })
  const more = open.length - named.length
  const text = `Undecided, which is no failure: ${named.join('; ')}${more > 0 ? `; and ${more} more in the report` : ''}`
  return wrapText(text, width, '  ').map(paint.dim)
}

const costLines = (report: Report, width: number): string[] => {
  const { cost } = report
  const parts = Object.entries(cost.byPhase).map(([phase, nanoUsd]) => `${oneLine(phase, 40)} ${formatMoney(nanoUsd)}`)
  const unpriced = cost.unpricedCalls === 0 ? '' : `; ${cost.unpricedCalls} calls unpriced`
  return wrapText(`Cost: ${totalCost(report)}${parts.length > 1 ? ` (${parts.join(', ')})` : ''}${unpriced}`, width, '  ')
}

const statusLines = ({ run }: Report, width: number, paint: Paint): string[] => {
  if (run.status === 'complete') return []
  const shards = run.shards === null ? '' : ` (${run.shards.present} of ${run.shards.expected} shards)`
  const reason = run.stopReason === null ? '' : `: ${oneLine(run.stopReason, 200)}`
  return wrapText(`The run is ${run.status}${shards}${reason}`, width, '  ').map(paint.yellow)
}
