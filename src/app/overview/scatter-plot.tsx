import { axisX, axisY, dot, gridY, line, ruleX, scale, text } from '@observablehq/plot'
import type { Markish, PlotOptions } from '@observablehq/plot'
import { useMemo } from 'react'
import { formatMoney, formatValue } from '../../report/format-metric.ts'
import { PlotFigure } from '../charts/plot-figure.tsx'
import { usePage } from '../data/page-context.ts'
import { formatTick } from '../format/format-tick.ts'
import { visibleText } from '../format/visible-text.ts'
import type { CostPoint } from './cost-point.ts'
import { labelPlaces } from './label-places.ts'
import type { LabelPlace } from './label-places.ts'
import { scatterScale } from './scatter-scale.ts'

const HEIGHT = 240
const MARGIN = { marginLeft: 50, marginRight: 22, marginTop: 24, marginBottom: 40 }

const describe = (points: readonly CostPoint[], metric: string): string =>
  `Cost per case against ${metric}. ${points.map((point) => `${point.model}: ${formatMoney(point.cost)}, ${formatValue(point.score.value, point.score.unit)}${point.front ? ', on the Pareto front' : ''}`).join('. ')}.`

/** Models as points with intervals; the line joins those that no other model beats on both. `points` is to be the same array while nothing changes. */
export function ScatterPlot({ points, metric }: { points: CostPoint[]; metric: string }) {
  const { simulated } = usePage()
  const draw = useMemo(() => {
    const named = points.map((point) => ({
      ...point,
      text: visibleText(point.model),
      suffix: simulated.has(point.model) ? ' · SIM' : '',
      low: point.score.low,
      high: point.score.high,
      value: point.score.value,
    }))
    return (width: number): PlotOptions => scatterOptions(named, width)
  }, [points, simulated])
  return <PlotFigure label={describe(points, metric)} height={HEIGHT} draw={draw} />
}

type NamedPoint = CostPoint & { text: string; suffix: string; value: number; low: number | null; high: number | null }

function scatterOptions(points: readonly NamedPoint[], width: number): PlotOptions {
  const { x, y, xTicks, yTicks, logarithmic } = scatterScale(points, width)
  const unit = points[0]?.score.unit ?? ''
  const tick = { tickSize: 0, fill: 'var(--muted)', fontSize: 11 }
  const stroke = ({ front }: NamedPoint): string => (front ? 'var(--accent)' : 'var(--line-strong)')
  return {
    ...MARGIN,
    x,
    y,
    marks: [
      gridY(yTicks, { stroke: 'var(--line)', strokeOpacity: 1 }),
      axisY(yTicks, { ...tick, tickFormat: (value: number) => formatTick(value, unit), label: null }),
      axisX(xTicks, {
        ...tick,
        tickFormat: (value: number) => formatMoney(value),
        label: `US dollars per case${logarithmic ? ', logarithmic' : ''}`,
        labelOffset: 34,
      }),
      line(
        points.filter(({ front }) => front),
        { x: 'cost', y: 'value', stroke: 'var(--accent)', strokeDasharray: '4 3', strokeOpacity: 0.7, strokeWidth: 1 },
      ),
      ruleX(
        points.filter(({ low, high }) => low !== null && high !== null),
        { x: 'cost', y1: 'low', y2: 'high', stroke: { value: stroke, scale: null }, strokeWidth: 1.5 },
      ),
      dot(points, {
        x: 'cost',
        y: 'value',
        r: 5,
        fill: { value: ({ front }: NamedPoint) => (front ? 'var(--accent)' : 'var(--surface)'), scale: null },
        stroke: { value: stroke, scale: null },
        strokeWidth: 2,
      }),
      ...labelMarks(points, width, { x, y }),
    ],
  }
}

/** Names beside their points, where they cover neither an edge nor one another. */
function labelMarks(points: readonly NamedPoint[], width: number, { x, y }: Required<Pick<PlotOptions, 'x' | 'y'>>): Markish[] {
  const right = width - MARGIN.marginRight
  const across = scale({ x: { ...x, range: [MARGIN.marginLeft, right] } })
  const down = scale({ y: { ...y, range: [HEIGHT - MARGIN.marginBottom, MARGIN.marginTop] } })
  const places = labelPlaces(
    points.map((point) => ({
      text: point.text,
      suffix: point.suffix,
      x: across.apply(point.cost) as number,
      y: down.apply(point.value) as number,
    })),
    { left: MARGIN.marginLeft, right: width, top: 0, bottom: HEIGHT - MARGIN.marginBottom },
  )
  return (['start', 'end'] as const).map((anchor) =>
    text(
      places.filter((place) => place.anchor === anchor),
      {
        x: { value: (place: LabelPlace) => place.x, scale: null },
        y: { value: (place: LabelPlace) => place.y, scale: null },
        text: 'text',
        textAnchor: anchor,
        lineAnchor: 'bottom',
        dy: 4,
        fontSize: 12,
        fill: 'var(--text)',
        stroke: 'var(--surface)',
        strokeWidth: 3,
      },
    ),
  )
}
