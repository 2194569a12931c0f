import { formatDuration, formatMoney } from '../../report/format-metric.ts'
import type { TestRow } from '../data/test-row.ts'
import { formatLocation } from '../location/app-location.ts'
import type { AppLocation } from '../location/app-location.ts'
import { LongText } from '../parts/long-text.tsx'
import { ModelName } from '../parts/model-name.tsx'
import { VerdictMark } from '../parts/verdict-mark.tsx'

/** Another answer to the same case, short; its title leads to it. */
export function SideAnswer({ row, place, title }: { row: TestRow; place: AppLocation; title: string | null }) {
  const { trial } = row.detail
  const name = title ?? trial.model
  return (
    <section className="side-answer" aria-label={name}>
      <header>
        <h4>
          <a href={formatLocation({ ...place, test: row.key })}>{title ?? <ModelName model={trial.model} />}</a>
        </h4>
        <VerdictMark mark={row.outcome} />
      </header>
      {row.checks.failed.length > 0 && <p className="side-failed">Failed: {row.checks.failed.join(', ')}</p>}
      {trial.error === null ? (
        <LongText text={row.answer} label={`Answer, ${name}`} limit={500} />
      ) : (
        <p className="problem">{row.preview}</p>
      )}
      <p className="note">
        {formatMoney(trial.costNanoUsd)} · {formatDuration(trial.latencyMs)}
      </p>
    </section>
  )
}
