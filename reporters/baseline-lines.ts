import { scoreOfCases } from '../src/report/score-of-cases.ts'
import { formatInterval } from '../src/report/format-metric.ts'
import type { Baseline } from '../src/schema/baseline.ts'
import { oneLine } from './one-line.ts'
import { wrapText } from './wrap-text.ts'

const INDENT = '  '

/** What a baseline holds, for a terminal: its run, and per task and model its cases and the primary score. */
export function baselineLines({ run, tasks }: Baseline, width: number): string[] {
  const commit = run.commit === null ? '' : `, commit ${oneLine(run.commit.slice(0, 8), 12)}${run.dirty ? ' with changes' : ''}`
  const head = `Run ${oneLine(run.id, 80)} of ${oneLine(run.startedAt.slice(0, 16), 16)}, ${run.status}${commit}`
  const rows = tasks.flatMap((task) => [
    '',
    `${oneLine(task.task, 60)} · ${count(task.planned, 'case')}, ${count(task.trials, 'trial')} each`,
    ...task.models.map((model) => {
      const { unit, ...figure } = scoreOfCases(model.cases, task.primary)
      const { notAsked = 0 } = model
      const missing =
        model.cases.filter(({ missing: kind }) => kind !== null).length + Math.max(0, task.planned - model.cases.length - notAsked)
      const label = `${oneLine(model.model, 60)}${model.simulated ? ' (simulated)' : ''}`
      return `${INDENT}${label}: ${oneLine(task.primary, 40)} ${formatInterval(figure, unit)}${missing === 0 ? '' : `, ${count(missing, 'case')} missing`}${notAsked === 0 ? '' : `, stopped early: ${count(notAsked, 'case')} not asked`}`
    }),
  ])
  return [head, ...rows].flatMap((line) => {
    const indent = line.startsWith(INDENT) ? INDENT : ''
    return wrapText(line.slice(indent.length), width - indent.length, INDENT).map((each) => indent + each)
  })
}

const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`
