import { comparisonTable } from '../src/report/comparison-table.ts'
import { formatInterval, formatMoney } from '../src/report/format-metric.ts'
import { formatGate, regressionNote } from '../src/report/format-gate.ts'
import { stoppedSentence } from '../src/report/stopped-sentence.ts'
import { failsGate, gateMark, gateWords } from '../src/report/gate-outcome.ts'
import { judgeSentence } from '../src/report/judge-sentence.ts'
import { verdictSentence } from '../src/report/verdict-sentence.ts'
import type { Report, Result } from '../src/schema/report.ts'
import type { RunComparison } from '../src/schema/run-comparison.ts'
import type { Section } from './fit-sections.ts'
import { foldedMarkdown } from './folded-markdown.ts'
import { comparisonSections } from './github-comparison.ts'
import { outcomeLines, runGatesOf } from './github-outcome.ts'
import { comparisonRows, errorLines, gateRows, judgedRows, named, undecidedLines, useCaseRows, violationLines } from './markdown.ts'
import { markdownCode } from './markdown-code.ts'
import { markdownTable } from './markdown-table.ts'

/** What GitHub is shown of a run. */
export interface GithubRun {
  /** Of each use case. */
  reports: readonly Report[]
  /** With the baseline; `null`: there is none. */
  comparison: RunComparison | null
  /** Why there is no comparison; `null` where there is one, or none was wanted. */
  problem: string | null
}

const FEW = 20
const MANY = 200
const block = (lines: readonly string[]): string => (lines.length === 0 ? '' : `\n${lines.join('\n')}\n`)

/** A run for GitHub, most telling first: outcome, comparison with the baseline, gates that did not pass, then task by task. */
export function githubSections({ reports, comparison, problem }: GithubRun): Section[] {
  return [
    [{ text: `${outcomeLines(reports).join('\n')}\n` }],
    ...(comparison === null ? [] : comparisonSections(comparison)),
    [{ text: problem === null ? '' : block([`Not compared with a baseline: ${markdownCode(problem, 300)}`]) }],
    openGates(reports),
    ...reports.flatMap((report) => [
      useCaseSection(report),
      ...[...new Set(report.results.map(({ task }) => task))].flatMap((task) => taskSections(report, task)),
    ]),
    costSection(reports),
  ]
}

/** Gates that failed or could not be decided, the failed ones first. */
function openGates(reports: readonly Report[]): Section {
  const ofTasks = reports.flatMap((report) =>
    report.gates.map((gate) => {
      const unit =
        report.results.find(({ task, model }) => task === gate.task && model === gate.model)?.metrics[gate.metric]?.unit ?? 'share'
      const reason = [gate.reason, regressionNote(gate)].flatMap((text) => (text ? markdownCode(text) : [])).join(' ')
      return {
        gate,
        row: [markdownCode(gate.task, 80), named(report)(gate.model), gate.rule, formatGate(gate, unit), reason],
      }
    }),
  )
  const ofRun = runGatesOf(reports).map((gate) => {
    const model = gate.model === null ? '' : markdownCode(gate.model, 80)
    return {
      gate,
      row: ['(run)', model, gate.rule, formatInterval(gate, gate.unit), gate.reason === null ? '' : markdownCode(gate.reason)],
    }
  })
  const all = [...ofTasks, ...ofRun]
  const open = [...all.filter(({ gate }) => failsGate(gate)), ...all.filter(({ gate }) => gateMark(gate) === 'undecided')]
  if (open.length === 0) return [{ text: '' }]
  const rows = open.map(({ gate, row: [task = '', model = '', rule = '', ...figures] }) => [
    `${failsGate(gate) ? '❌' : '⚠️'} ${gateWords(gate)}`,
    task,
    model,
    markdownCode(rule),
    ...figures,
  ])
  const table = (shown: typeof rows): string =>
    block([
      '### Gates that did not pass',
      '',
      ...markdownTable(['verdict', 'task', 'model', 'gate', 'value and interval', 'reason'], shown),
      ...(shown.length === rows.length ? [] : ['', `${rows.length - shown.length} more are not shown.`]),
    ])
  return [
    { text: table(rows), loses: `gates that did not pass but the first ${MANY}`, weight: 28 },
    { text: table(rows.slice(0, MANY)), loses: `gates that did not pass but the first ${FEW}`, weight: 80 },
    { text: table(rows.slice(0, FEW)) },
  ]
}

function useCaseSection(report: Report): Section {
  const rows = useCaseRows(report)
  if (rows.length === 0) return [{ text: '' }]
  const title = `### Over all tasks of ${markdownCode(report.run.useCase, 80)}`
  return [{ text: block([title, '', ...rows]), loses: 'rankings over all tasks', weight: 65 }, { text: '' }]
}

function taskSections(report: Report, task: string): Section[] {
  const comparison = comparisonTable(report, task)
  if (comparison === null) return []
  const results = report.results.filter((result) => result.task === task)
  const sentence = ['### ' + markdownCode(task, 80), '', verdictSentence(report, task, named(report), markdownCode)]
  const notes = comparison.notes.map((note, index) => `${index + 1}. ${markdownCode(note)}`)
  const stopped = stoppedSentence(results, named(report))
  const early = stopped === null ? [] : ['', `${stopped}.`]
  const judged = judgeSentence(results, (label) => markdownCode(label, 80))
  const judges = judged === null ? [] : ['', `${judged}.`, ...judgedRows(results)]
  const table = [...sentence, '', ...comparisonRows(comparison), ...early, ...judges, ...(notes.length === 0 ? [] : ['', ...notes])]
  const without = results.map((result): Result => ({ ...result, violations: [] }))
  const folded = (title: string, lines: readonly string[]) => block(lines.length === 0 ? [] : foldedMarkdown(title, lines, [task]))
  return [
    [{ text: block(table), loses: 'tables of figures', weight: 60 }, { text: block(sentence), loses: 'tasks', weight: 90 }, { text: '' }],
    [{ text: folded('Gates', gateRows(report, task)), loses: 'gates that passed', weight: 50 }, { text: '' }],
    [
      { text: folded('Failed checks', violationLines(results)), loses: 'examples of failed checks', weight: 15 },
      { text: folded('Failed checks', violationLines(without)), loses: 'failed checks', weight: 40 },
      { text: '' },
    ],
    [{ text: folded('Undecided checks', undecidedLines(results)), loses: 'undecided checks', weight: 35 }, { text: '' }],
    [{ text: folded('Errors', errorLines(results)), loses: 'errors', weight: 20 }, { text: '' }],
  ]
}

/** What the models have cost; the total stands above. */
function costSection([report]: readonly Report[]): Section {
  if (report === undefined) return [{ text: '' }]
  const rows = Object.entries(report.cost.byModel).map(([model, nanoUsd]) => [named(report)(model), formatMoney(nanoUsd)])
  const unpriced = report.cost.unpricedCalls === 0 ? [] : ['', `${report.cost.unpricedCalls} calls have no known price and are not in it.`]
  const lines = rows.length === 0 ? unpriced : [...markdownTable(['model', 'cost'], rows, 1), ...unpriced]
  return [{ text: block(lines.length === 0 ? [] : foldedMarkdown('Cost', lines)), loses: 'costs of models', weight: 25 }, { text: '' }]
}
