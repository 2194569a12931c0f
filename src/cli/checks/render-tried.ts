import { checkFigures, setFigures } from '../../check-writing/selection/check-figures.ts'
import { uselessBecause } from '../../check-writing/selection/screen-checks.ts'
import { BAD, FAILED, GOLD, GOOD, PASSED } from '../../check-writing/selection/verdict-matrix.ts'
import type { TriedChecks } from '../../check-writing/tried-checks.ts'
import { DROP_REASONS } from '../../schema/checks-file.ts'
import type { CheckSpec } from '../../schema/check.ts'
import { percent, plainTable } from './plain-table.ts'

/** What checks did, as lines for a terminal: per check, all together, and per mutator. */
export function renderTried(checks: readonly CheckSpec[], tried: TriedChecks): string {
  const { labels, answers, verdicts, kills } = tried
  const stored = answers.filter(({ origin }) => origin === 'stored').length
  const count = (label: number) => labels.filter((each) => each === label).length
  const lines = [
    `tried on ${count(GOLD)} gold answers, ${answers.length - count(GOLD) - stored} mutants and ${stored} stored answers (labelled: ${count(GOOD)} good, ${labelledBad(tried)} bad)`,
    '',
    ...plainTable(
      ['check', 'severity', 'passed', 'failed', 'undecided', 'kill rate', 'coverage', 'FFR', 'MCC', ''],
      checks.map((check, index) => checkRow(check, index, tried, stored > 0)),
    ),
    '',
    ...together(tried),
  ]
  if (kills.length > 0) lines.push('', ...killTable(tried))
  if (verdicts.length > 0)
    lines.push('', `passed, failed and undecided are counted on ${stored > 0 ? 'stored answers' : 'gold, for there are no stored answers'}`)
  return lines.join('\n')
}

const labelledBad = ({ labels, answers }: TriedChecks): number =>
  answers.filter(({ origin }, index) => origin === 'stored' && labels[index] === BAD).length

function checkRow({ name, severity }: CheckSpec, index: number, tried: TriedChecks, onStored: boolean): string[] {
  const verdicts = tried.verdicts[index] as Uint8Array
  const shown = [...verdicts].filter((_, answer) => tried.answers[answer]?.origin === (onStored ? 'stored' : 'gold'))
  const [passed, failed] = [PASSED, FAILED].map((wanted) => shown.filter((verdict) => verdict === wanted).length) as [number, number]
  const { coverage, ffr, mcc } = checkFigures(verdicts, tried.labels)
  const reason = uselessBecause(verdicts, tried.labels)
  return [
    name,
    severity,
    ...[passed, failed, shown.length - passed - failed].map(String),
    percent(tried.killRates[index] ?? null),
    percent(coverage),
    percent(ffr),
    mcc === null ? '–' : mcc.toFixed(2),
    reason ? DROP_REASONS[reason] : '',
  ]
}

function together({ verdicts, labels }: TriedChecks): string[] {
  const failed = Uint8Array.from(labels, (_, answer) => (verdicts.some((of) => of[answer] === FAILED) ? 1 : 0))
  const countOf = (wanted: readonly number[], from: (answer: number) => boolean) =>
    [...labels.keys()].filter((answer) => wanted.includes(labels[answer] as number) && from(answer)).length
  const [bad, good] = [countOf([BAD], () => true), countOf([GOOD, GOLD], () => true)]
  const isFailed = (answer: number) => failed[answer] === 1
  const figures = setFigures(countOf([BAD], isFailed), bad, countOf([GOOD, GOLD], isFailed), good)
  return [`all together: coverage ${percent(figures.coverage)}, FFR ${percent(figures.ffr)}, alignment ${percent(figures.alignment)}`]
}

function killTable({ kills }: TriedChecks): string[] {
  const rate = (killed: number, of: number) => percent(of === 0 ? null : killed / of)
  const rows = kills.map((row) => [
    row.mutator,
    row.class,
    String(row.mutants),
    String(row.meaningChanging),
    String(row.killed),
    rate(row.killed, row.meaningChanging),
  ])
  const totals = (['format', 'content'] as const).map((of) => {
    const own = kills.filter((row) => row.class === of)
    const sum = (key: 'mutants' | 'meaningChanging' | 'killed') => own.reduce((total, row) => total + row[key], 0)
    return [
      'all',
      of,
      ...(['mutants', 'meaningChanging', 'killed'] as const).map((key) => String(sum(key))),
      rate(sum('killed'), sum('meaningChanging')),
    ]
  })
  return plainTable(['mutator', 'class', 'mutants', 'change the meaning', 'killed', 'kill rate'], [...rows, ...totals])
}
