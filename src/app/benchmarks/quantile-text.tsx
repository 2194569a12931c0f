import type { Distribution, QuantileFigure } from '../../schema/benchmark-report.ts'
import { UNKNOWN } from '../../report/format-metric.ts'
import { formatFigure, formatInterval } from './format-figure.ts'

/** A quantile with its 95 % interval, or how many requests one would need. */
export function QuantileText({
  of,
  quantile,
  strong = false,
}: {
  of: Distribution | undefined
  quantile: QuantileFigure | null
  strong?: boolean
}) {
  if (of === undefined || quantile === null) return <span className="note">{UNKNOWN}</span>
  const { value, low, high, leastN } = quantile
  const said = formatFigure(value, of.unit)
  return (
    <>
      {strong ? <strong className="figure-value">{said}</strong> : <span className="figure-value">{said}</span>}{' '}
      {low !== null && high !== null ? (
        <span className="interval">{formatInterval(low, high, (bound) => formatFigure(bound, of.unit))}</span>
      ) : (
        of.n < leastN && (
          <span className="interval" title={`An interval of 95 % needs at least ${leastN} requests; these are ${of.n}`}>
            needs n ≥ {leastN.toLocaleString('en-US')}
          </span>
        )
      )}
    </>
  )
}
