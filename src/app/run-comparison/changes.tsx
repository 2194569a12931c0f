import type { Change } from '../../schema/run-comparison.ts'
import { visibleText } from '../format/visible-text.ts'
import { ModelName } from '../parts/model-name.tsx'
import { Panel } from '../parts/panel.tsx'
import { ScrollTable } from '../parts/scroll-table.tsx'
import { useComparison } from './comparison-context.ts'

const LONGEST = 300

/** Hashes as far as anybody compares them; the whole stands in the title. */
const short = (value: string): string => visibleText(value.replaceAll(/\b([0-9a-f]{12})[0-9a-f]{8,}\b/g, '$1…').slice(0, LONGEST))

/** What differs between the runs, their tasks and the settings of their models. */
export function Changes() {
  const { found } = useComparison()
  const rows = [
    ...found.changes.map((change) => ({ change, task: null, model: null })),
    ...found.tasks.flatMap(({ task, changes, models }) => [
      ...changes.map((change) => ({ change, task, model: null })),
      ...models.flatMap(({ model, changes: own }) => own.map((change) => ({ change, task, model }))),
    ]),
  ]
  return (
    <Panel
      table={rows.length > 0}
      className="breaks"
      title="What has changed"
      note={rows.length > 0 ? 'Settings, prompts, checks, cases and models' : undefined}
    >
      {rows.length === 0 ? (
        <p className="note">Nothing that was recorded: the same settings, prompts, checks, cases and models.</p>
      ) : (
        <ScrollTable label="What has changed">
          <thead>
            <tr>
              {['Where', 'What', 'A', 'B'].map((title) => (
                <th scope="col" key={title}>
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ change, task, model }) => (
              <ChangeRow key={JSON.stringify([task, model, change.what])} change={change} task={task} model={model} />
            ))}
          </tbody>
        </ScrollTable>
      )}
    </Panel>
  )
}

function ChangeRow({ change: { what, a, b }, task, model }: { change: Change; task: string | null; model: string | null }) {
  return (
    <tr>
      <td>
        {task === null ? 'the run' : visibleText(task)}
        {model !== null && (
          <>
            {' · '}
            <ModelName model={model} />
          </>
        )}
      </td>
      <th scope="row">{visibleText(what)}</th>
      <td className="example" title={visibleText(a)}>
        {short(a)}
      </td>
      <td className="example" title={visibleText(b)}>
        {short(b)}
      </td>
    </tr>
  )
}
