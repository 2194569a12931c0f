import type { TaskComparison } from '../../schema/run-comparison.ts'
import { visibleText } from '../format/visible-text.ts'
import { Panel } from '../parts/panel.tsx'

/** How the prompt of one case differs, line by line. */
export function PromptChange({ task, prompt }: { task: string; prompt: NonNullable<TaskComparison['prompt']> }) {
  return (
    <Panel
      className="breaks"
      title={`Prompt of ${visibleText(task)}`}
      note={`As ${visibleText(prompt.case)} was asked; − only in A, + only in B`}
    >
      <div className="long-text prompt-change">
        <pre tabIndex={0} role="group" aria-label={`Prompt of ${task}, what has changed`}>
          {prompt.lines.map((line, index) => (
            <PromptLine key={`${index}`} line={line} />
          ))}
        </pre>
      </div>
    </Panel>
  )
}

function PromptLine({ line }: { line: string }) {
  const text = `${visibleText(line)}\n`
  return line.startsWith('-') ? <del>{text}</del> : line.startsWith('+') ? <ins>{text}</ins> : <span>{text}</span>
}
