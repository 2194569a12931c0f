import type { CheckResult } from '../../schema/check.ts'
import { useReportData } from '../data/report-context.ts'
import { checkNote } from '../format/check-note.ts'
import { saidBeside } from '../format/said-beside.ts'
import { visibleText } from '../format/visible-text.ts'
import { Panel } from '../parts/panel.tsx'
import { VerdictMark } from '../parts/verdict-mark.tsx'

const summary = (checks: readonly CheckResult[]): string => {
  const count = (verdict: CheckResult['verdict']): number => checks.filter((check) => check.verdict === verdict).length
  return (['failed', 'undecided', 'passed'] as const)
    .flatMap((verdict) => (count(verdict) > 0 ? `${count(verdict)} ${verdict}` : []))
    .join(', ')
}

/** A trial's checks in their written order, each with what was found and what was expected. */
export function CheckList({ task, checks }: { task: string; checks: CheckResult[] }) {
  const { report } = useReportData()
  const ofTask = report.results.filter((result) => result.task === task).flatMap((result) => result.checks)
  const generated = new Map(ofTask.map((check) => [check.name, check.generated]))
  if (checks.length === 0) return null
  return (
    <Panel title="Checks" note={summary(checks)}>
      <ul className="check-list">
        {checks.map((check, index) => (
          <li key={`${index} ${check.name}`}>
            <VerdictMark mark={check.verdict} quiet />
            <div>
              <p className="check-name">
                <strong>{visibleText(check.name)}</strong>{' '}
                <span className="note">{checkNote({ ...check, generated: generated.get(check.name) })}</span>
              </p>
              {saidBeside(check) !== '' && <p className="check-message">{visibleText(saidBeside(check))}</p>}
              {(check.found !== undefined || check.expected !== undefined) && check.verdict !== 'passed' && (
                <dl className="found">
                  <div>
                    <dt>found</dt>
                    <dd>{visibleText(check.found ?? 'nothing')}</dd>
                  </div>
                  {check.expected !== undefined && (
                    <div>
                      <dt>expected</dt>
                      <dd>{visibleText(check.expected)}</dd>
                    </div>
                  )}
                </dl>
              )}
            </div>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
