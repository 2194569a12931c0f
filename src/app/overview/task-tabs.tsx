import { visibleText } from '../format/visible-text.ts'
import { formatLocation } from '../location/app-location.ts'

/** Links to every task; the one that is shown is marked. */
export function TaskTabs({ tasks, task }: { tasks: string[]; task: string }) {
  return (
    <header className="task-head">
      <h2>
        <span className="note">Task</span> {visibleText(task)}
      </h2>
      {tasks.length > 1 && (
        <nav className="task-tabs" aria-label="Tasks">
          {tasks.map((name) => (
            <a key={name} href={formatLocation({ task: name })} aria-current={name === task ? 'true' : undefined}>
              {visibleText(name)}
            </a>
          ))}
        </nav>
      )}
      <a className="head-link" href={formatLocation({ view: 'tests', task })}>
        See its tests
      </a>
    </header>
  )
}
