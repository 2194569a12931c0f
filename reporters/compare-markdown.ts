import { differenceText, onlyText, pairsText, verdictWords } from '../src/report/comparison-sentence.ts'
import { formatBounds, formatDifference, formatProbability, formatValue } from '../src/report/format-metric.ts'
import type { Change, Flip, ModelComparison, RunComparison, TaskComparison } from '../src/schema/run-comparison.ts'
import { markdownCode } from './markdown-code.ts'
import { markdownTable } from './markdown-table.ts'
import { oneLine } from './one-line.ts'

const code = (text: string): string => markdownCode(text, 80)
/** A label of our own or of a user: as it is where it is plain. */
const plain = (text: string): string => (/^[\w .()-]+$/.test(text) ? text : code(text))

/** Run B against run A as Markdown, for a pull request: nothing in it from a model or a task file is markup. */
export function runComparisonMarkdown(found: RunComparison): string {
  const alone = [
    ...found.onlyA.map((task) => `- Task only in A, not compared: ${code(task)}`),
    ...found.onlyB.map((task) => `- Task only in B, not compared: ${code(task)}`),
    ...found.notes.map((note) => `- ${markdownCode(note, 300)}`),
  ]
  const lines = [
    '# Comparison of runs',
    '',
    ...markdownTable(['', 'what', 'kind', 'started', 'status', 'commit'], [sideRow('A', found.a), sideRow('B', found.b)]),
    ...changeSection(found.changes),
    ...(alone.length === 0 ? [] : ['', ...alone]),
    ...(found.tasks.length === 0 ? ['', 'The two have no task in common: nothing is compared.'] : found.tasks.flatMap(taskSection)),
    '',
    'Differences are B − A on the paired cases, with 95 % intervals. p of the primary metric is adjusted by Holm over the models of its task; other metrics are exploratory.',
  ]
  return `${lines.join('\n')}\n`
}

const sideRow = (letter: string, { kind, from, startedAt, status, commit, dirty }: RunComparison['a']): string[] => [
  letter,
  markdownCode(from, 160),
  kind,
  code(startedAt),
  plain(status),
  commit === null ? '' : `${markdownCode(commit, 40)}${dirty ? ' with changes' : ''}`,
]

export const changeSection = (changes: readonly Change[]): string[] =>
  changes.length === 0
    ? []
    : [
        '',
        ...markdownTable(
          ['changed', 'A', 'B'],
          changes.map(({ what, a, b }) => [plain(what), markdownCode(a, 120), markdownCode(b, 120)]),
        ),
      ]

function taskSection(task: TaskComparison): string[] {
  const only = [onlyText(task.cases.onlyA, 'A', code), onlyText(task.cases.onlyB, 'B', code)].filter((text) => text !== null)
  return [
    '',
    `## ${code(task.task)}`,
    '',
    `${pairsText(task.cases)}.`,
    ...(only.length === 0 ? [] : ['', ...only.map((text) => `- Cases ${text}`)]),
    ...[...task.onlyA.map((model) => [model, 'A']), ...task.onlyB.map((model) => [model, 'B'])].flatMap(([model = '', side]) => [
      '',
      `- ${code(model)} is only in ${side} and is not compared`,
    ]),
    ...changeSection(task.changes),
    ...promptSection(task.prompt),
    ...(task.models.length === 0 ? ['', 'No model is on both sides: nothing is compared.'] : task.models.flatMap(modelSection)),
  ]
}

function promptSection(prompt: TaskComparison['prompt']): string[] {
  if (prompt === null) return []
  const lines = prompt.lines.map((line) => `${line.slice(0, 1)} ${oneLine(line.slice(2), 400)}`.trimEnd())
  const longest = Math.max(2, ...lines.flatMap((line) => [...line.matchAll(/`+/g)].map(([run]) => run.length)))
  const fence = '`'.repeat(longest + 1)
  return ['', `The prompt of ${code(prompt.case)}:`, '', `${fence}diff`, ...lines, fence]
}

function modelSection(model: ModelComparison): string[] {
  const primary = model.metrics.find((metric) => metric.primary)
  const rows = model.metrics.map((metric) => [
    `${plain(metric.metric)}${metric.primary ? ' (primary)' : ''}`,
    formatValue(metric.a, metric.unit),
    formatValue(metric.b, metric.unit),
    `${formatDifference(metric.difference, metric.unit)} ${formatBounds(metric, metric.unit)}`.trim(),
    formatProbability(metric.primary ? metric.adjustedPValue : metric.pValue),
    metric.verdict,
    String(metric.n),
    metric.reason === null ? '' : markdownCode(metric.reason, 300),
  ])
  const sentence = primary === undefined ? 'its primary metric cannot be computed on either side' : verdictText(primary)
  return [
    '',
    `### ${code(model.model)}${model.simulated ? ' (simulated)' : ''}`,
    '',
    `${sentence}.`,
    ...changeSection(model.changes),
    '',
    ...markdownTable(['metric', 'A', 'B', 'difference', 'p', 'verdict', 'pairs', 'note'], rows),
    ...flipSection(model.flips),
  ]
}

function verdictText(primary: ModelComparison['metrics'][number]): string {
  const words = verdictWords({ ...primary, reason: null })
  const reason = primary.reason === null ? '' : `: ${markdownCode(primary.reason, 300)}`
  return `**${words}** by ${plain(primary.metric)}${reason} (${differenceText(primary)})`
}

export function flipSection({ worse, better, same, shown }: ModelComparison['flips']): string[] {
  const text = (score: number | null): string => (score === null ? '–' : String(Number(score.toPrecision(3))))
  const side = ({ answer, failed, score }: Flip['a']): string => {
    const checks = failed.length === 0 ? '' : `, failed ${failed.slice(0, 5).map(code).join(', ')}`
    return `${text(score)}${checks}: ${answer === null ? '(answer not kept)' : markdownCode(answer, 300)}`
  }
  const more = worse + better - shown.length
  return [
    '',
    `Cases: ${worse} worse, ${better} better, ${same} the same${more > 0 ? ` (${shown.length} shown)` : ''}.`,
    ...(shown.length === 0
      ? []
      : [
          '',
          ...markdownTable(
            ['case', 'change', 'A', 'B'],
            shown.map((flip) => [code(flip.case), flip.change, side(flip.a), side(flip.b)]),
          ),
        ]),
  ]
}
