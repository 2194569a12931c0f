import { useRows } from '../data/report-context.ts'
import type { TestRow } from '../data/test-row.ts'
import { counted } from '../format/format-count.ts'
import { useLocation } from '../location/use-location.ts'
import { Panel } from '../parts/panel.tsx'
import { SideAnswer } from './side-answer.tsx'

/** Other trials of the same model, and the other models' answers, to the same case. */
export function SameCase({ row }: { row: TestRow }) {
  const { byCase } = useRows()
  const { place } = useLocation()
  const { trial } = row.detail
  const others = (byCase.get(row.caseKey) ?? []).filter((other) => other.key !== row.key)
  const trials = others.filter((other) => other.detail.trial.model === trial.model)
  const models = others.filter((other) => other.detail.trial.model !== trial.model)
  const sameTrial = models.filter((other) => other.detail.trial.trial === trial.trial)
  const shown = sameTrial.length > 0 ? sameTrial : models
  return (
    <>
      {trials.length > 0 && (
        <Panel title="Other trials of this model" note={counted(trials.length, 'trial')}>
          <div className="side-answers">
            {trials.map((other) => (
              <SideAnswer key={other.key} row={other} place={place} title={`Trial ${other.detail.trial.trial + 1}`} />
            ))}
          </div>
        </Panel>
      )}
      {shown.length > 0 && (
        <Panel title="Other models on this case" note={counted(shown.length, 'model')}>
          <div className="side-answers">
            {shown.map((other) => (
              <SideAnswer key={other.key} row={other} place={place} title={null} />
            ))}
          </div>
        </Panel>
      )}
    </>
  )
}
