import type { Result } from '../../schema/report.ts'
import { formatLocation } from '../location/app-location.ts'

/** Failed share in five steps: 0 none, 4 more than half. */
const heat = (share: number): number => (share === 0 ? 0 : share < 0.05 ? 1 : share < 0.2 ? 2 : share < 0.5 ? 3 : 4)

/** One check of one model: counts in words, failures as colour. */
export function HeatCell({ task, model, check }: { task: string; model: string; check: Result['checks'][number] | undefined }) {
  const decided = check === undefined ? 0 : check.passed + check.failed
  if (check === undefined || decided + check.undecided === 0) return <td className="heat heat-none">–</td>
  const { passed, failed, undecided } = check
  const checkVerdict = failed > 0 ? 'failed' : undecided > 0 ? 'undecided' : 'passed'
  const share = decided === 0 ? '–' : `${failed > 0 && passed / decided > 0.99 ? '>99' : Math.round((passed / decided) * 100)} %`
  return (
    <td className={`heat heat-${heat(decided === 0 ? 0 : failed / decided)}`}>
      <a
        href={formatLocation({ view: 'tests', task, model, check: check.name, checkVerdict })}
        title={`${passed} passed, ${failed} failed, ${undecided} undecided`}
      >
        <strong>{share}</strong>
        <span className="heat-counts">
          {failed > 0 ? `${failed} failed` : decided > 0 ? 'all passed' : ''}
          {undecided > 0 && `${decided > 0 ? ', ' : ''}${undecided} undecided`}
        </span>
      </a>
    </td>
  )
}
