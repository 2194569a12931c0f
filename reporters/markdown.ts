import { comparisonTable } from '../src/report/comparison-table.ts'
import type { ComparisonTable, TableCell } from '../src/report/comparison-table.ts'
import { formatGate, regressionNote } from '../src/report/format-gate.ts'
import {
  formatBounds,
  formatDifference,
  formatDuration,
  formatInterval,
  formatMoney,
  formatProbability,
} from '../src/report/format-metric.ts'
import { gateWords } from '../src/report/gate-outcome.ts'
import { generatedNote } from '../src/report/generated-note.ts'
import { judgedRates } from '../src/report/judged-rates.ts'
import { judgeSentence } from '../src/report/judge-sentence.ts'
import { retriedSentence } from '../src/report/retried-sentence.ts'
import { stoppedSentence } from '../src/report/stopped-sentence.ts'
import { totalCost } from '../src/report/total-cost.ts'
import { failureFigures, violatedChecks } from '../src/report/violated-checks.ts'
import { useCaseTable } from '../src/report/use-case-table.ts'
import { useCaseSentence, verdictSentence } from '../src/report/verdict-sentence.ts'
import { GATE_LEVEL } from '../src/schema/gate-level.ts'
import type { OutputFormat } from '../src/schema/output-format.ts'
import type { Report, Result } from '../src/schema/report.ts'
import { markdownCode } from './markdown-code.ts'
import { markdownTable } from './markdown-table.ts'

const GATE_SHOWN = `${Math.round(GATE_LEVEL * 100)} %`

/** A model's label as code; says so where it is simulated. */
export const named =
  ({ results }: Report) =>
  (label: string): string =>
    markdownCode(label, 80) + (results.some(({ model, simulated }) => model === label && simulated) ? ' (simulated)' : '')

const list = (title: string, lines: string[]): string[] => (lines.length === 0 ? [] : ['', `**${title}**`, '', ...lines])

const cellText = ({ full, note }: TableCell): string => full + (note === null ? '' : ` (${note})`)

export const comparisonRows = ({ models, columns }: ComparisonTable): string[] => {
  const headers = ['#', 'model', ...columns.map(({ header }) => (/^[\w -]+$/.test(header) ? header : markdownCode(header, 60)))]
  const rows = models.map(({ rank, label, simulated }, index) => [
    rank,
    `${markdownCode(label)}${simulated ? ' (simulated)' : ''}`,
    ...columns.map(({ cells }) => cells[index]).map((cell) => (cell === undefined ? '' : cellText(cell))),
  ])
  return markdownTable(headers, rows, 2)
}

export const gateRows = (report: Report, task: string): string[] => {
  const gates = report.gates.filter((gate) => gate.task === task)
  if (gates.length === 0) return []
  const unitOf = (model: string, metric: string): string =>
    report.results.find((each) => each.task === task && each.model === model)?.metrics[metric]?.unit ?? 'share'
  const rows = gates.map((gate) => [
    markdownCode(gate.rule),
    named(report)(gate.model),
    formatGate(gate, unitOf(gate.model, gate.metric)),
    gateWords(gate),
    [gate.reason, regressionNote(gate)].flatMap((text) => (text ? markdownCode(text) : [])).join(' '),
  ])
  return ['', ...markdownTable(['gate', 'model', `value and ${GATE_SHOWN} interval`, 'verdict', 'reason'], rows)]
}

/** Failed checks with examples, the most severe first; beyond `most` they are counted. */
export const violationLines = (results: Result[], most = Infinity): string[] => {
  const all = violatedChecks(results)
  const lines = all
    .slice(0, most)
    .flatMap((violated) => [
      `- ${markdownCode(violated.model, 80)}: ${markdownCode(violated.check.name, 80)} (${[violated.check.severity, generatedNote(violated.check)].filter((part) => part !== null).join(', ')}) failed ${failureFigures(violated)}`,
      ...violated.examples.map((example) => `  - ${markdownCode(example.case, 80)}: ${markdownCode(example.message)}`),
    ])
  return all.length > most ? [...lines, `- and ${all.length - most} more, which stand in report.json`] : lines
}

export const undecidedLines = (results: Result[]): string[] =>
  results.flatMap(({ model, checks }) =>
    checks
      .filter(({ undecided }) => undecided > 0)
      .map(({ name, passed, failed, undecided }) => {
        const of = `${undecided} of ${passed + failed + undecided}`
        return `- ${markdownCode(model, 80)}: ${markdownCode(name, 80)} undecided for ${of} answers`
      }),
  )

export const errorLines = (results: Result[]): string[] =>
  results.flatMap(({ model, errors }) =>
    errors.map(
      ({ kind, count, example }) => `- ${markdownCode(model, 80)}: ${count}× ${markdownCode(kind, 40)}, as in ${markdownCode(example)}`,
    ),
  )

/** Pass rates of checks that a calibrated judge decided, as judged and as people would find them. */
export const judgedRows = (results: Result[]): string[] => {
  const rates = judgedRates(results)
  if (rates.length === 0) return []
  const rows = rates.map(({ model, check, raw, corrected, sensitivity, specificity, labels }) => [
    markdownCode(model, 80),
    markdownCode(check, 80),
    raw,
    corrected,
    sensitivity,
    specificity,
    labels,
  ])
  const headers = ['model', 'check', 'pass rate as judged', "corrected for the judge's errors", 'sensitivity', 'specificity', 'rests on']
  return ['', ...markdownTable(headers, rows)]
}

const taskSection = (report: Report, task: string): string[] => {
  const comparison = comparisonTable(report, task)
  if (comparison === null) return []
  const results = report.results.filter((result) => result.task === task)
  const retried = retriedSentence(results, named(report))
  const stopped = stoppedSentence(results, named(report))
  const judged = judgeSentence(results, (label) => markdownCode(label, 80))
  return [
    '',
    `## ${markdownCode(task)}`,
    '',
    verdictSentence(report, task, named(report), markdownCode),
    '',
    ...comparisonRows(comparison),
    ...pairRows(report, task),
    ...(stopped === null ? [] : ['', `${stopped}.`]),
    ...(retried === null ? [] : ['', `${retried}.`]),
    ...(judged === null ? [] : ['', `${judged}.`]),
    ...judgedRows(results),
    ...list(
      'Notes to the figures',
      comparison.notes.map((note, index) => `${index + 1}. ${markdownCode(note)}`),
    ),
    ...gateRows(report, task),
    ...list('Failed checks', violationLines(results, MOST_CHECKS)),
    ...list('Undecided checks', undecidedLines(results)),
    ...list('Errors', errorLines(results)),
  ]
}

/** So many failed checks of a task are listed. */
const MOST_CHECKS = 200

/** So many pairs of models are listed. */
const MOST_PAIRS = 45

const pairRows = (report: Report, task: string): string[] => {
  const pairs = report.comparisons.filter((each) => each.task === task)
  if (pairs.length === 0) return []
  const unitOf = (metric: string): string => report.results.find((each) => each.task === task)?.metrics[metric]?.unit ?? 'share'
  const rows = pairs
    .slice(0, MOST_PAIRS)
    .map(({ a, b, metric, difference, low, high, adjustedPValue, verdict, reason, n }) => [
      `${named(report)(a)} against ${named(report)(b)}`,
      `${formatDifference(difference, unitOf(metric))} ${formatBounds({ low, high }, unitOf(metric))}`.trim(),
      formatProbability(adjustedPValue),
      reason === undefined ? verdict : `${verdict}: ${reason}`,
      String(n),
    ])
  const more = pairs.length - rows.length
  return [
    '',
    ...markdownTable(['pair', 'difference and 95 % interval', 'adjusted p', 'verdict', 'cases'], rows),
    ...(more > 0 ? ['', `${more} more pairs stand in report.json.`] : []),
  ]
}

/** The ranking over the tasks of the use case; nothing where there is none. */
export const useCaseRows = (report: Report): string[] => {
  const rows = useCaseTable(report).map(({ rank, model, simulated, score }) => [
    rank,
    `${markdownCode(model)}${simulated ? ' (simulated)' : ''}`,
    score,
  ])
  const sentence = useCaseSentence(report, named(report))
  if (rows.length === 0) return []
  return [...(sentence === null ? [] : [sentence, '']), ...markdownTable(['#', 'model', 'mean over tasks'], rows, 2)]
}

const useCaseSection = (report: Report): string[] => {
  const rows = useCaseRows(report)
  return rows.length === 0 ? [] : ['', '## Over all tasks', '', ...rows]
}

const runGateSection = ({ runGates = [] }: Report): string[] => {
  const rows = runGates.map((gate) => [
    markdownCode(gate.rule),
    gate.model === null ? '' : markdownCode(gate.model, 80),
    formatInterval(gate, gate.unit),
    gateWords(gate),
    gate.reason === null ? '' : markdownCode(gate.reason),
  ])
  return rows.length === 0
    ? []
    : ['', '## Gates of the run', '', ...markdownTable(['gate', 'model', `value and ${GATE_SHOWN} interval`, 'verdict', 'reason'], rows)]
}

const costSection = (report: Report): string[] => {
  const { cost } = report
  const group = (name: string, sums: Record<string, number>, show = (key: string) => markdownCode(key, 80)): string[][] =>
    Object.entries(sums).map(([key, nanoUsd]) => [name, show(key), formatMoney(nanoUsd)])
  const rows = [...group('model', cost.byModel, named(report)), ...group('phase', cost.byPhase), ...group('task', cost.byTask)]
  const unpriced = cost.unpricedCalls === 0 ? '' : ` ${cost.unpricedCalls} calls have no known price and are not in it.`
  return [
    '',
    '## Cost',
    '',
    `In all ${totalCost(report)}.${unpriced}`,
    '',
    ...(rows.length === 0 ? [] : markdownTable(['by', '', 'cost'], rows, 2)),
  ]
}

const heading = ({ run }: Report): string[] => {
  const took = run.finishedAt === null ? null : Date.parse(run.finishedAt) - Date.parse(run.startedAt)
  const reason = run.stopReason === null ? '' : `: ${markdownCode(run.stopReason)}`
  const commit = run.commit === null ? '' : ` · commit ${markdownCode(run.commit, 40)}${run.dirty === true ? ' with changes' : ''}`
  const resumed = run.resumed === undefined ? '' : `, resumed ${run.resumed}×`
  return [
    `# Evaluation ${markdownCode(run.useCase)}`,
    '',
    `Run ${markdownCode(run.id)} · **${run.status}**${reason} · ${formatDuration(took)}${resumed}${commit} · seed ${run.seed}`,
    '',
    `Values stand with their 95 % intervals; equal ranks (=1) mean that no difference from the best was found. Gates are judged by one-sided bounds: their intervals are ${GATE_SHOWN} two-sided.`,
  ]
}

/** `report.md`: what a pull request's reader needs. */
export const markdownFormat: OutputFormat = {
  fileName: 'report.md',
  label: 'Markdown',
  readsRecords: false,
  async *write(source) {
    const report = await source.report
    yield `${[...heading(report), ...useCaseSection(report)].join('\n')}\n`
    for (const task of new Set(report.results.map((result) => result.task))) yield `${taskSection(report, task).join('\n')}\n`
    yield `${[...runGateSection(report), ...costSection(report)].join('\n')}\n`
  },
}
