import { verdictWords } from '../src/report/comparison-sentence.ts'
import { formatBounds, formatDifference, formatProbability, formatValue } from '../src/report/format-metric.ts'
import type { MetricComparison, ModelComparison, RunComparison } from '../src/schema/run-comparison.ts'
import { changeSection, flipSection } from './compare-markdown.ts'
import { foldedMarkdown } from './folded-markdown.ts'
import type { Section } from './fit-sections.ts'
import { markdownCode } from './markdown-code.ts'
import { markdownTable } from './markdown-table.ts'

interface Row {
  task: string
  model: ModelComparison
  primary: MetricComparison | null
}

/** Rows and names that are shown where there is no room for all. */
const FEW = 20
const MANY = 200
const code = (text: string): string => markdownCode(text, 80)
const block = (lines: readonly string[]): string => (lines.length === 0 ? '' : `\n${lines.join('\n')}\n`)

/** A run against its baseline, for GitHub: the verdicts in one table, then what has changed, then the cases that changed. */
export function comparisonSections(found: RunComparison): Section[] {
  const rows = found.tasks.flatMap(({ task, models }) =>
    models.map((model): Row => ({ task, model, primary: model.metrics.find(({ primary }) => primary) ?? null })),
  )
  return [
    [{ text: block([`### Against ${markdownCode(found.a.from, 120)}`, ...commitLine(found)]) }],
    verdictTable(rows),
    [{ text: block(asides(found)), loses: 'what has changed in settings and cases', weight: 45 }, { text: '' }],
    ...rows.map(flipsOf),
  ]
}

function commitLine({ a }: RunComparison): string[] {
  const commit = a.commit === null ? '' : `, commit ${markdownCode(a.commit.slice(0, 12), 40)}${a.dirty ? ' with changes' : ''}`
  return [
    '',
    `Run ${code(a.runId)}${commit}. Differences are this run (B) − the baseline (A) on the paired cases, with 95 % intervals; p is adjusted by Holm.`,
  ]
}

function verdictTable(rows: readonly Row[]): Section {
  if (rows.length === 0) return [{ text: block(['The two have no task and model in common: nothing is compared.']) }]
  const same = ({ primary }: Row): boolean => primary?.verdict === 'no difference found' || primary?.verdict === 'equivalent'
  const tellingFirst = [...rows.filter((row) => !same(row)), ...rows.filter(same)]
  const rest = (shown: readonly Row[]) =>
    shown.length === rows.length ? [] : ['', `${rows.length - shown.length} of ${rows.length} rows are not shown.`]
  const table = (shown: readonly Row[]) => block([...(shown.length === 0 ? [] : verdictRows(shown)), ...rest(shown)])
  return [
    { text: table(rows), loses: `rows of the comparison but the ${MANY} most telling`, weight: 28 },
    { text: table(tellingFirst.slice(0, MANY)), loses: `rows of the comparison but the ${FEW} most telling`, weight: 70 },
    { text: table(tellingFirst.slice(0, FEW)) },
  ]
}

const verdictRows = (rows: readonly Row[]): string[] =>
  markdownTable(
    ['task', 'model', 'metric', 'before', 'now', 'difference', 'p', 'verdict', 'cases worse / better'],
    rows.map(({ task, model, primary }) => [
      code(task),
      `${code(model.model)}${model.simulated ? ' (simulated)' : ''}`,
      ...(primary === null ? ['', '', '', '', '', 'not compared'] : figures(primary)),
      `${model.flips.worse} / ${model.flips.better}`,
    ]),
  )

function figures(primary: MetricComparison): string[] {
  const { metric, unit, a, b, difference, adjustedPValue, verdict, reason } = primary
  const words = verdictWords({ ...primary, reason: null })
  return [
    code(metric),
    formatValue(a, unit),
    formatValue(b, unit),
    `${formatDifference(difference, unit)} ${formatBounds(primary, unit)}`.trim(),
    formatProbability(adjustedPValue),
    `${verdict === 'worse' ? `**${words}**` : words}${reason === null ? '' : `: ${markdownCode(reason)}`}`,
  ]
}

function asides({ changes, tasks, onlyA, onlyB, notes }: RunComparison): string[] {
  const alone = [
    ...named('Tasks only in the baseline, not compared', onlyA),
    ...named('Tasks only in this run, not compared', onlyB),
    ...tasks.flatMap(({ task, cases, onlyA: goneModels, onlyB: newModels }) => [
      ...counted(`${code(task)}: cases only in the baseline`, cases.onlyA),
      ...counted(`${code(task)}: cases only in this run`, cases.onlyB),
      ...(cases.byId === 0 ? [] : [`- ${code(task)}: ${cases.byId} of ${cases.paired} pairs by id alone: their input or gold has changed`]),
      ...named(`${code(task)}: models only in the baseline`, goneModels),
      ...named(`${code(task)}: models only in this run`, newModels),
    ]),
    ...notes.map((note) => `- ${markdownCode(note, 300)}`),
  ]
  const changed = [
    ...changeSection(changes),
    ...tasks.flatMap((task) => (task.changes.length === 0 ? [] : ['', `${code(task.task)}:`, ...changeSection(task.changes)])),
  ]
  return [...alone, ...(changed.length === 0 ? [] : foldedMarkdown('What has changed', changed))]
}

const named = (title: string, names: readonly string[]): string[] => counted(title, { count: names.length, names })

function counted(title: string, { count, names }: { count: number; names: readonly string[] }): string[] {
  const shown = names.slice(0, FEW)
  return count === 0 ? [] : [`- ${title}: ${shown.map(code).join(', ')}${count > shown.length ? ` and ${count - shown.length} more` : ''}`]
}

function flipsOf({ task, model }: Row): Section {
  const { worse, better, shown } = model.flips
  if (shown.length === 0) return [{ text: '' }]
  const title = `Cases that changed: ${worse} worse, ${better} better`
  const names = shown.slice(0, FEW).map((flip) => `- ${code(flip.case)}: ${flip.change}`)
  return [
    {
      text: block(foldedMarkdown(title, flipSection(model.flips), [task, model.model])),
      loses: 'answers of cases that changed',
      weight: 10,
    },
    { text: block(foldedMarkdown(title, ['', ...names], [task, model.model])), loses: 'cases that changed', weight: 30 },
    { text: '' },
  ]
}
