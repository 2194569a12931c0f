import { formatBounds, formatDifference, formatProbability, formatValue } from '../../report/format-metric.ts'
import type { MetricComparison, ModelComparison, TaskComparison } from '../../schema/run-comparison.ts'
import { visibleText } from '../format/visible-text.ts'
import { formatLocation } from '../location/app-location.ts'
import { ModelName } from '../parts/model-name.tsx'
import { ScrollTable } from '../parts/scroll-table.tsx'
import { useComparison } from './comparison-context.ts'
import { differenceDomain } from './difference-domain.ts'
import { DifferenceWhisker } from './difference-whisker.tsx'
import { FlipLinks } from './flip-links.tsx'
import { VerdictWord } from './verdict-word.tsx'

const primaryOf = ({ metrics }: ModelComparison): MetricComparison | undefined => metrics.find(({ primary }) => primary)

/** B against A by the primary metric of each task: both values, the difference with its interval, how sure it is, and the cases behind it. */
export function VerdictTable() {
  const { found } = useComparison()
  if (found.tasks.every(({ models }) => models.length === 0)) return null
  return (
    <>
      <ScrollTable label="Verdicts by task and model" className="verdict-table">
        <thead>
          <tr>
            {['Task', 'Model', 'Verdict'].map((title) => (
              <th scope="col" key={title}>
                {title}
              </th>
            ))}
            <th scope="col" className="number">
              A → B
            </th>
            <th scope="col" className="number">
              Difference
            </th>
            <th scope="col" className="difference-cell">
              <span className="unseen">Drawn</span>
            </th>
            {['p, adjusted', 'Pairs'].map((title) => (
              <th scope="col" key={title} className="number">
                {title}
              </th>
            ))}
            <th scope="col">Cases that changed</th>
          </tr>
        </thead>
        {found.tasks.map((task) => (
          <tbody key={task.task}>
            {task.models.map((model, index) => (
              <VerdictRow key={model.model} task={task} model={model} first={index === 0} />
            ))}
          </tbody>
        ))}
      </ScrollTable>
      <p className="note table-note">
        B − A on the paired cases, 95 % intervals; the line in the drawing is no difference. p is adjusted by Holm over the models of a
        task.
      </p>
    </>
  )
}

function VerdictRow({ task, model, first }: { task: TaskComparison; model: ModelComparison; first: boolean }) {
  const primary = primaryOf(model)
  const domain = differenceDomain(task.models.flatMap((each) => primaryOf(each) ?? []))
  return (
    <tr>
      {first && (
        <th scope="rowgroup" rowSpan={task.models.length} className="verdict-task">
          {visibleText(task.task)} <span className="note">{visibleText(task.primary)}</span>
        </th>
      )}
      <th scope="row">
        <a href={formatLocation({ view: 'compare', task: task.task, model: model.model })}>
          <ModelName model={model.model} />
        </a>
      </th>
      {primary === undefined ? (
        <td colSpan={6} className="note">
          {visibleText(task.primary)} cannot be computed on either side
        </td>
      ) : (
        <VerdictCells primary={primary} domain={domain} />
      )}
      <td className="verdict-cases">
        <FlipLinks task={task.task} model={model} />
      </td>
    </tr>
  )
}

function VerdictCells({ primary, domain }: { primary: MetricComparison; domain: ReturnType<typeof differenceDomain> }) {
  const { unit, verdict } = primary
  const explained = primary.reason ?? (verdict === 'no difference found' ? detectable(primary) : '')
  const bounds = formatBounds(primary, unit)
  return (
    <>
      <td className="verdict-said">
        <VerdictWord verdict={verdict} />
        {explained !== '' && <span className="verdict-reason">{visibleText(explained)}</span>}
      </td>
      <td className="number">
        {formatValue(primary.a, unit)} → {formatValue(primary.b, unit)}
      </td>
      <td className="number verdict-difference">
        <strong className="figure-value">{formatDifference(primary.difference, unit)}</strong> <span className="interval">{bounds}</span>
      </td>
      <td className="difference-cell">
        {primary.difference !== null && (
          <DifferenceWhisker comparison={primary} domain={domain} text={`${formatDifference(primary.difference, unit)} ${bounds}`} />
        )}
      </td>
      <td className="number verdict-p">{formatProbability(primary.adjustedPValue)}</td>
      <td className="number verdict-n">{primary.n.toLocaleString('en-US')}</td>
    </>
  )
}

const detectable = ({ smallestDetectable, unit }: MetricComparison): string =>
  smallestDetectable === null
    ? 'none could have been: too few cases, or too few that differ'
    : `from ${formatDifference(smallestDetectable, unit).replace(/^\+/, '')} on it would have been found`
