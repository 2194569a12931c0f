import type { TestRow } from '../data/test-row.ts'
import { visibleText } from '../format/visible-text.ts'
import { LongText } from '../parts/long-text.tsx'
import { Panel } from '../parts/panel.tsx'
import { ToolCalls } from './tool-calls.tsx'

/** The answer, what it was read as, its tool calls, reasoning and refusal. */
export function AnswerView({ row }: { row: TestRow }) {
  const { trial, calls } = row.detail
  const answer = trial.answer ?? calls.findLast((call) => call.phase === 'execution' && call.completion !== null)?.completion ?? null
  const { reading } = trial
  if (answer === null) return null
  return (
    <Panel title="Answer" note={reading?.repaired === true ? 'repaired before it was read' : undefined}>
      <LongText text={answer.text} label="Answer" />
      <ToolCalls calls={answer.toolCalls} />
      {reading?.problem != null && <p className="problem">Could not be read: {visibleText(reading.problem)}</p>}
      {trial.output !== null && (
        <details>
          <summary>Read as</summary>
          <LongText text={trial.output} label="Output that was read" />
        </details>
      )}
      {answer.parts.map((part, index) => (
        <details key={`${index} ${part.type}`}>
          <summary>{part.type}</summary>
          <LongText text={part.text} label={part.type} />
        </details>
      ))}
    </Panel>
  )
}
