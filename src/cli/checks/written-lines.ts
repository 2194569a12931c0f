import { checksFileLines } from '../../../reporters/checks-file-lines.ts'
import { percent, plainTable } from '../../../reporters/plain-table.ts'
import { UNLABELLED } from '../../check-writing/selection/verdict-matrix.ts'
import type { KillRow } from '../../check-writing/tried-checks.ts'
import type { HeldBackFigures } from '../../services/held-back.ts'
import type { TaskChecks } from '../../services/write-task-checks.ts'
import { stripControl } from '../../text/strip-control.ts'

/** What was written for a task, as lines for a terminal of `width` columns: requirements, checks with what they caught, what was left out, held-back cases. */
export function writtenLines({ file, written }: TaskChecks, heldBack: HeldBackFigures | null, width = Infinity): string[] {
  if (written === null) return ['another process has just written them', '', ...checksFileLines(file, width)]
  const { requirements, notes, tried } = written
  const rows = requirements.map(({ id, category, requirement, source }) => [id, category, requirement, `“${source}”`])
  const count = (origin: string) => tried.answers.filter((answer) => answer.origin === origin).length
  const gold = count('gold')
  const labelled = tried.answers.some(({ origin }, index) => origin === 'stored' && tried.labels[index] !== UNLABELLED)
  return [
    ...plainTable(['', 'category', 'requirement', 'follows from'], rows, width),
    '',
    `tried on ${gold} gold answers, ${count('mutant')} mutants and ${count('stored')} stored answers${labelled || count('stored') === 0 ? '' : ' (none of them labelled)'}`,
    ...(gold === 0 ? ['there is no gold: nothing says that the checks pass right answers, or catch wrong ones'] : []),
    '',
    ...checksFileLines(file, width),
    ...(notes.length === 0 ? [] : ['', 'left out:', ...notes.map((note) => `  ${stripControl(note)}`)]),
    ...(heldBack === null ? [] : ['', ...heldBackLines(heldBack, width)]),
  ]
}

/** What checks do on cases that they were not written from. */
function heldBackLines({ cases, own: beside, gold, goldFailed, mutators }: HeldBackFigures, width: number): string[] {
  const rows = mutators.map((row) => [row.mutator, row.class, String(row.meaningChanging), String(row.killed), shareOf([row])])
  const classes = [...new Set(mutators.map((row) => row.class))].map((name) => {
    const ofClass = mutators.filter((row) => row.class === name)
    const sum = (key: 'meaningChanging' | 'killed') => ofClass.reduce((total, row) => total + row[key], 0)
    return ['all', name, String(sum('meaningChanging')), String(sum('killed')), shareOf(ofClass)]
  })
  return [
    `on ${cases} cases that were held back${beside === 0 ? '' : `, with the ${beside} checks of the task file that do not look at gold`}: ${goldFailed} of ${gold} gold answers fail`,
    ...plainTable(['mutator', 'class', 'change the meaning', 'killed', 'kill rate'], [...rows, ...classes], width),
  ]
}

function shareOf(rows: readonly Pick<KillRow, 'meaningChanging' | 'killed'>[]): string {
  const all = rows.reduce((sum, row) => sum + row.meaningChanging, 0)
  return percent(all === 0 ? null : rows.reduce((sum, row) => sum + row.killed, 0) / all)
}
