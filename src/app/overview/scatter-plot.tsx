import { formatMoney, formatValue } from '../../report/format-metric.ts'
import { usePage } from '../data/page-context.ts'
import { formatTick } from '../format/format-tick.ts'
import { visibleText } from '../format/visible-text.ts'
import { useWidth } from '../parts/use-width.ts'
import type { CostPoint } from './cost-point.ts'
import { labelPlaces } from './label-places.ts'
import { PLOT, scatterScale } from './scatter-scale.ts'
import { tickPlaces } from './tick-places.ts'

const describe = (points: readonly CostPoint[], metric: string): string =>
  `Cost per case against ${metric}. ${points.map((point) => `${point.model}: ${formatMoney(point.cost)}, ${formatValue(point.score.value, point.score.unit)}${point.front ? ', on the Pareto front' : ''}`).join('. ')}.`

/** Models as points with intervals; the line joins those that no other model beats on both. */
export function ScatterPlot({ points, metric }: { points: CostPoint[]; metric: string }) {
  const { simulated } = usePage()
  const { ref, width } = useWidth<HTMLDivElement>(480)
  const { x, y, xTicks, yTicks, logarithmic } = scatterScale(points, width)
  const unit = points[0]?.score.unit ?? ''
  const bottom = PLOT.height - PLOT.bottom
  const labels = labelPlaces(
    points.map((point) => ({
      text: `${visibleText(point.model)}${simulated.has(point.model) ? ' · SIM' : ''}`,
      x: x(point.cost),
      y: y(point.score.value),
    })),
    { left: PLOT.left, right: width },
  )
  const costs = tickPlaces(
    xTicks.map((tick) => ({ tick, x: x(tick), text: formatMoney(tick) })),
    width,
  )
  return (
    <div ref={ref} className="scatter-frame">
      <svg role="img" aria-label={describe(points, metric)} width={width} height={PLOT.height}>
        {yTicks.map((tick) => (
          <g key={tick}>
            <line className="grid-line" x1={PLOT.left} x2={width - PLOT.right} y1={y(tick)} y2={y(tick)} />
            <text className="tick" x={PLOT.left - 8} y={y(tick) + 4} textAnchor="end">
              {formatTick(tick, unit)}
            </text>
          </g>
        ))}
        {costs.map((place) => (
          <text key={place.tick} className="tick" x={place.x} y={bottom + 16} textAnchor={place.anchor}>
            {place.text}
          </text>
        ))}
        <text className="tick" x={width - PLOT.right} y={PLOT.height - 3} textAnchor="end">
          US dollars per case{logarithmic && ', logarithmic'} →
        </text>
        <polyline
          className="front-line"
          points={points
            .filter((point) => point.front)
            .map((point) => `${x(point.cost)},${y(point.score.value)}`)
            .join(' ')}
        />
        {points.map((point, index) => (
          <g key={point.model} className={point.front ? 'point point-front' : 'point'}>
            {point.score.low !== null && point.score.high !== null && (
              <line x1={x(point.cost)} x2={x(point.cost)} y1={y(point.score.low)} y2={y(point.score.high)} />
            )}
            <circle cx={x(point.cost)} cy={y(point.score.value)} r="5" />
            <text x={labels[index]?.x} y={labels[index]?.y} textAnchor={labels[index]?.anchor}>
              {labels[index]?.text}
            </text>
          </g>
        ))}
      </svg>
    </div>
  )
}
