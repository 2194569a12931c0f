import type { RunComparison, TaskComparison } from '../../schema/run-comparison.ts'
import { counted } from '../format/format-count.ts'
import { visibleText } from '../format/visible-text.ts'
import { Panel } from '../parts/panel.tsx'
import { useComparison } from './comparison-context.ts'

/** What only one side has, and what is to be known of the comparison; nothing where all was paired. */
export function NotPaired() {
  const { found } = useComparison()
  const lines = linesOf(found)
  if (lines.length === 0) return null
  return (
    <Panel className="not-paired" title="Not paired, and what is to be known">
      <ul className="lines">
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </Panel>
  )
}

function linesOf({ notes, onlyA, onlyB, tasks }: RunComparison): string[] {
  const alone = (names: readonly string[], what: string, side: string): string[] =>
    names.map((name) => `${what} ${visibleText(name)} is only in ${side} and is not compared.`)
  return [
    ...notes.map(visibleText),
    ...alone(onlyA, 'Task', 'A'),
    ...alone(onlyB, 'Task', 'B'),
    ...tasks.flatMap((task) => {
      const { cases } = task
      const name = visibleText(task.task)
      return [
        ...alone(task.onlyA, `${name}: model`, 'A'),
        ...alone(task.onlyB, `${name}: model`, 'B'),
        ...casesAlone(name, 'A', cases.onlyA),
        ...casesAlone(name, 'B', cases.onlyB),
        ...(cases.byId > 0 ? [`${name}: ${cases.byId} of ${cases.paired} pairs are by id alone: their input or gold has changed.`] : []),
      ]
    }),
  ]
}

function casesAlone(task: string, side: string, { count, names }: TaskComparison['cases']['onlyA']): string[] {
  if (count === 0) return []
  const more = count > names.length ? ` and ${(count - names.length).toLocaleString('en-US')} more` : ''
  return [`${task}: ${counted(count, 'case')} only in ${side}: ${names.map(visibleText).join(', ')}${more}.`]
}
