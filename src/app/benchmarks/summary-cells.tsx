import { formatMoney, UNKNOWN } from '../../report/format-metric.ts'
import type { FigureName } from '../../schema/benchmark-report.ts'
import { counted } from '../format/format-count.ts'
import { visibleText } from '../format/visible-text.ts'
import { ModelName } from '../parts/model-name.tsx'
import { useBenchmark } from './benchmark-context.ts'
import { costOfThousand, latencyOf, quantileOf } from './cell-facts.ts'
import { SuspectTag } from './suspect-tag.tsx'
import { formatRate, formatShare } from './format-figure.ts'
import { QuantileText } from './quantile-text.tsx'
import { standingOf, standingWords } from './standing-words.ts'
import type { SummaryRow } from './summary-rows.ts'

/** A model in a scenario at one load, as a row. */
export function SummaryCells({ row: { cell, at }, steps, hasGoodput }: { row: SummaryRow; steps: number; hasGoodput: boolean }) {
  const { comparisons } = useBenchmark()
  const { rates, step } = cell
  const latency = latencyOf([cell])
  const cost = costOfThousand(cell)
  const standing = standingWords(standingOf(cell, comparisons, latency))
  const figure = (name: FigureName, percentile: number, strong = false) => (
    <td className="number quantile">
      <QuantileText of={cell.figures[name]} quantile={quantileOf(cell, name, percentile)} strong={strong} />
    </td>
  )
  return (
    <tr>
      <th scope="row">
        <ModelName model={cell.model} /> <SuspectTag validity={cell.validity} />
      </th>
      <td className="standing-words">{standing === '' ? <span className="note">{UNKNOWN}</span> : standing}</td>
      <td className="load">
        {visibleText(step.label)}
        {at !== 'only' && (
          <span className="interval">
            {' '}
            {at === 'knee' ? 'knee' : 'heaviest'} of {steps}
          </span>
        )}
      </td>
      {figure('firstTokenMs', 50, true)}
      {figure('firstTokenMs', 95)}
      {figure('timePerOutputTokenMs', 50)}
      {figure(latency, 50, true)}
      {figure(latency, 95)}
      {figure(latency, 99)}
      <td className="number">{formatRate(rates.requestsPerSecond)}</td>
      {hasGoodput && (
        <td className="number">
          {formatRate(rates.goodputPerSecond)} {rates.sloShare !== null && <span className="interval">{formatShare(rates.sloShare)}</span>}
        </td>
      )}
      <td className="number">{formatRate(rates.outputTokensPerSecond)}</td>
      <td className="number">
        {cost === null ? 'unpriced' : formatMoney(cost)}
        {cost !== null && cell.unpricedCalls > 0 && <span className="interval"> + {counted(cell.unpricedCalls, 'unpriced call')}</span>}
      </td>
      <td className={`number ${rates.failed > 0 ? 'has-failed' : ''}`}>
        {rates.failed.toLocaleString('en-US')}{' '}
        <span className="interval">of {(rates.completed + rates.failed).toLocaleString('en-US')}</span>
      </td>
    </tr>
  )
}
