import type { TriedSummary } from '../../check-writing/tried-summary.ts'
import { DROP_REASONS } from '../../schema/checks-file.ts'
import { percent, plainTable } from '../../../reporters/plain-table.ts'

const CHECK_HEADER = ['check', 'severity', 'passed', 'failed', 'undecided', 'kill rate', 'coverage', 'FFR', 'MCC', '']
const MUTATOR_HEADER = ['mutator', 'class', 'mutants', 'change the meaning', 'killed', 'kill rate']

/** What checks did, as lines for a terminal of `width` columns: per check, all together, and per mutator; with `matrix` each check against each mutator. */
export function renderTried(summary: TriedSummary, matrix = false, width = Infinity): string {
  const { gold, mutants, stored, labelled, counted, together, mutators } = summary
  const { coverage, ffr, alignment } = together
  const lines = [
    `tried on ${gold} gold answers, ${mutants} mutants and ${stored} stored answers (labelled: ${labelled.good} good, ${labelled.bad} bad)`,
    '',
    ...plainTable(CHECK_HEADER, summary.checks.map(checkRow), width),
    '',
    `all together: coverage ${percent(coverage)}, FFR ${percent(ffr)}, alignment ${percent(alignment)}`,
  ]
  if (mutators.length > 0) lines.push('', ...plainTable(MUTATOR_HEADER, mutatorRows(summary), width))
  if (matrix && mutators.length > 0) lines.push('', ...killMatrix(summary, width))
  lines.push(
    '',
    `passed, failed and undecided are counted on ${counted === 'stored' ? 'stored answers' : 'gold, for there are no stored answers'}`,
  )
  return lines.join('\n')
}

function checkRow(check: TriedSummary['checks'][number]): string[] {
  const { name, severity, passed, failed, undecided, killRate, coverage, ffr, mcc, useless, untried } = check
  return [
    name,
    severity,
    ...[passed, failed, undecided].map(String),
    ...[killRate, coverage, ffr].map(percent),
    mcc === null ? '–' : mcc.toFixed(2),
    untried ? 'its judge is not asked here' : useless ? DROP_REASONS[useless] : '',
  ]
}

function mutatorRows({ mutators }: TriedSummary): string[][] {
  const rows = mutators.map((row) => [
    row.mutator,
    row.class,
    ...[row.mutants, row.meaningChanging, row.killed].map(String),
    percent(row.killRate),
  ])
  const totals = [...new Set(mutators.map((row) => row.class))].map((of) => {
    const own = mutators.filter((row) => row.class === of)
    const sum = (key: 'mutants' | 'meaningChanging' | 'killed') => own.reduce((total, row) => total + row[key], 0)
    const [all, changing, killed] = [sum('mutants'), sum('meaningChanging'), sum('killed')]
    return ['all', of, ...[all, changing, killed].map(String), percent(changing === 0 ? null : killed / changing)]
  })
  return [...rows, ...totals]
}

function killMatrix({ checks, mutators }: TriedSummary, width: number): string[] {
  const names = mutators.map(({ mutator }) => mutator)
  return plainTable(
    ['killed, in %', ...names],
    checks.map(({ name, kills }) => [name, ...names.map((mutator) => percent(kills[mutator] ?? null).replace(/(\.\d)?%$/, ''))]),
    width,
  )
}
