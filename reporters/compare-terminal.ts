import { differenceText, onlyText, pairsText, verdictWords } from '../src/report/comparison-sentence.ts'
import { formatBounds, formatDifference, formatValue } from '../src/report/format-metric.ts'
import type { Change, Flip, MetricComparison, ModelComparison, RunComparison, TaskComparison } from '../src/schema/run-comparison.ts'
import { cutTo, displayWidth, padTo } from './display-width.ts'
import { oneLine } from './one-line.ts'
import { paintWith } from './paint.ts'
import type { Paint } from './paint.ts'
import { wrapText } from './wrap-text.ts'

const LEAST_WIDTH = 40
const name = (text: string): string => oneLine(text, 60)
const HASHES = /\b([0-9a-f]{8})[0-9a-f]{4,}\b/g

/** A text in lines that all begin with `indent`; further ones with four spaces more. */
const indented = (text: string, indent: string, width: number): string[] =>
  wrapText(text, width - indent.length, '    ').map((line) => indent + line)

interface Style {
  width: number
  paint: Paint
}

/** Run B against run A for a terminal of `width` columns; no line is wider. */
export function renderRunComparison(found: RunComparison, { width, color }: { width: number; color: boolean }): string {
  const style: Style = { width: Math.max(LEAST_WIDTH, Math.floor(width)), paint: paintWith(color) }
  const wrap = (text: string): string[] => wrapText(text, style.width, '  ')
  const alone = [
    ...found.onlyA.map((task) => `Task only in A, not compared: ${name(task)}`),
    ...found.onlyB.map((task) => `Task only in B, not compared: ${name(task)}`),
  ]
  const head = [
    ...wrap(`A  ${sideText(found.a)}`),
    ...wrap(`B  ${sideText(found.b)}`),
    ...changeLines(found.changes, style),
    ...[...alone, ...found.notes.map((note) => oneLine(note, 300))].flatMap(wrap).map(style.paint.yellow),
  ]
  const blocks = found.tasks.map((task) => taskLines(task, style))
  return [head, ...(blocks.length === 0 ? [['The two have no task in common: nothing is compared.']] : blocks)]
    .map((lines) => lines.join('\n'))
    .join('\n\n')
}

const sideText = ({ kind, from, startedAt, status, commit, dirty }: RunComparison['a']): string => {
  const at = commit === null ? '' : `, commit ${oneLine(commit.slice(0, 8), 12)}${dirty ? ' with changes' : ''}`
  return `${oneLine(from, 160)} · ${kind}, ${oneLine(startedAt.slice(0, 16), 16)}, ${oneLine(status, 20)}${at}`
}

const short = (value: string): string => oneLine(value.replaceAll(HASHES, '$1'), 80)

const changeLines = (changes: readonly Change[], { width, paint }: Style, indent = ''): string[] => {
  const texts = changes.map(({ what, a, b }) => `${name(what)} ${short(a)} → ${short(b)}`)
  return texts.length === 0 ? [] : indented(`Changed: ${texts.join('; ')}`, indent, width).map(paint.dim)
}

function taskLines(task: TaskComparison, style: Style): string[] {
  const { width, paint } = style
  const [first = '', ...more] = wrapText(`${name(task.task)} · ${pairsText(task.cases)}`, width, '  ')
  const only = [onlyText(task.cases.onlyA, 'A', name), onlyText(task.cases.onlyB, 'B', name)].filter((text) => text !== null)
  const models = [
    ...task.onlyA.map((model) => `${name(model)} is only in A and is not compared`),
    ...task.onlyB.map((model) => `${name(model)} is only in B and is not compared`),
  ]
  return [
    paint.bold(first),
    ...more,
    ...[...only.map((text) => `Cases ${text}`), ...models].flatMap((text) => wrapText(text, width, '  ')).map(paint.yellow),
    ...changeLines(task.changes, style),
    ...promptLines(task.prompt, style),
    ...(task.models.length === 0 ? ['No model is on both sides: nothing is compared.'] : []),
    ...task.models.flatMap((model) => ['', ...modelLines(model, task, style)]),
  ]
}

function promptLines(prompt: TaskComparison['prompt'], { width, paint }: Style): string[] {
  if (prompt === null) return []
  const lines = prompt.lines.map((line) => {
    const shown = cutTo(`  ${line.slice(0, 1)} ${oneLine(line.slice(2), 400)}`.trimEnd(), width)
    return line.startsWith('-') ? paint.red(shown) : line.startsWith('+') ? paint.green(shown) : paint.dim(shown)
  })
  return [...wrapText(`The prompt of ${name(prompt.case)}:`, width), ...lines]
}

function modelLines(model: ModelComparison, task: TaskComparison, style: Style): string[] {
  const { width, paint } = style
  const primary = model.metrics.find((metric) => metric.primary)
  const label = `${name(model.model)}${model.simulated ? ' (simulated)' : ''}`
  const sentence = primary
    ? `${label} by ${name(primary.metric)}: ${oneLine(verdictWords(primary), 400)}`
    : `${label}: ${name(task.primary)} cannot be computed on either side`
  return [
    ...wrapText(sentence, width, '  ').map((line) => (primary ? colored(primary, paint)(line) : line)),
    ...(primary ? indented(differenceText(primary), '  ', width) : []),
    ...changeLines(model.changes, style, '  '),
    ...metricTable(
      model.metrics.filter((metric) => !metric.primary),
      style,
    ),
    ...flipLines(model.flips, style),
  ]
}

const colored = ({ verdict }: MetricComparison, paint: Paint): ((text: string) => string) =>
  verdict === 'better' ? paint.green : verdict === 'worse' ? paint.red : verdict === 'undecided' ? paint.yellow : paint.bold

const SHORT_VERDICTS = {
  better: 'better',
  worse: 'worse',
  equivalent: 'equal',
  'no difference found': '–',
  undecided: 'undecided',
} as const

/** Metrics that do not rank: their p are not adjusted. A difference that finds no room in its row stands below: no verdict is cut off. */
function metricTable(metrics: readonly MetricComparison[], { width, paint }: Style): string[] {
  if (metrics.length === 0) return []
  const rows = metrics.map(({ metric, a, b, difference, low, high, unit, verdict }) => [
    oneLine(metric, 24),
    `${formatValue(a, unit)} → ${formatValue(b, unit)}`,
    SHORT_VERDICTS[verdict],
    difference === null ? '–' : `${formatDifference(difference, unit)} ${formatBounds({ low, high }, unit)}`.trimEnd(),
  ])
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => displayWidth(row[column] ?? ''))))
  const lines = rows.flatMap(([metric = '', values = '', verdict = '', change = '']) => {
    const head = `  ${[metric, values, verdict].map((cell, column) => padTo(cell, widths[column] ?? 0)).join('  ')}`
    const whole = `${head}  ${change}`
    return displayWidth(whole) <= width ? [whole] : [head.trimEnd(), `      ${change}`]
  })
  return [paint.dim('  Exploratory, each by itself (–: no difference found):'), ...lines.map((line) => cutTo(line, width))]
}

function flipLines({ worse, better, same, shown }: ModelComparison['flips'], style: Style): string[] {
  const { width, paint } = style
  if (worse + better === 0) return [paint.dim(`  No case differs (${same} the same)`)]
  const more = worse + better - shown.length
  return [
    ...indented(`Cases: ${worse} worse, ${better} better, ${same} the same`, '  ', width),
    ...shown.flatMap((flip) => flipText(flip, style)),
    ...(more > 0 ? [paint.dim(`    and ${more} more (--flips)`)] : []),
  ]
}

const scoreText = (score: number | null): string => (score === null ? '–' : String(Number(score.toPrecision(3))))

function flipText(flip: Flip, { width, paint }: Style): string[] {
  const title = cutTo(`    ${name(flip.case)}: ${flip.change}, ${scoreText(flip.a.score)} → ${scoreText(flip.b.score)}`, width)
  const side = (letter: string, { answer, failed }: Flip['a']): string[] => {
    const text = answer === null ? '(answer not kept)' : oneLine(answer, 200)
    const checks = failed.length === 0 ? '' : ` · failed: ${failed.slice(0, 5).map(name).join(', ')}`
    return indented(`${letter}: ${text === '' ? '(empty)' : text}${checks}`, '      ', width)
  }
  const mark = flip.change === 'worse' ? paint.red : paint.green
  return [mark(title), ...side('A', flip.a), ...side('B', flip.b)]
}
