import { axisX, axisY, gridX, gridY, line } from '@observablehq/plot'
import type { PlotOptions } from '@observablehq/plot'
import { useCallback } from 'react'
import type { ReactNode } from 'react'
import { ChartLegend } from './chart-legend.tsx'
import type { EcdfPoint } from './ecdf-points.ts'
import { PlotFigure } from './plot-figure.tsx'
import { seriesStyle } from './series-style.ts'
import { valueScale } from './value-scale.ts'

/** One line of the figure. */
export interface EcdfSeries {
  key: string
  shown: ReactNode
  /** Ascending. */
  points: readonly EcdfPoint[]
  /** Quantiles by which the scale is chosen. */
  low: number
  high: number
  /** Of the style that its line has; else its place in the figure. */
  style?: number
}

const HEIGHT = 220
const SHARES = [0, 0.25, 0.5, 0.75, 0.95]

/**
 * How values of several series are spread: for each value the share of values that are at most so large. The scale ends at the largest `high`, and
 * is logarithmic where series lie more than a factor of 20 apart. `series` is to be the same array while nothing changes.
 */
export function EcdfFigure({ label, series, format }: { label: string; series: readonly EcdfSeries[]; format(value: number): string }) {
  const draw = useCallback((width: number) => ecdfOptions(series, format, width), [series, format])
  return (
    <>
      <ChartLegend names={series} />
      <PlotFigure label={label} height={HEIGHT} draw={draw} />
    </>
  )
}

function ecdfOptions(series: readonly EcdfSeries[], format: (value: number) => string, width: number): PlotOptions {
  const { from, to, logarithmic, ticks } = valueScale(series, width)
  const percent = (share: number): string => `${Math.round(share * 100)} %`
  return {
    marginLeft: 46,
    marginRight: 26,
    marginTop: 10,
    marginBottom: 26,
    x: { type: logarithmic ? 'log' : 'linear', domain: [from, to] },
    y: { domain: [0, 1] },
    marks: [
      gridY(SHARES, { stroke: 'var(--line)', strokeOpacity: 1 }),
      gridX(ticks, { stroke: 'var(--line)', strokeOpacity: 0.6 }),
      axisY(SHARES, { tickFormat: percent, tickSize: 0, label: null, fill: 'var(--muted)', fontSize: 11 }),
      axisX(ticks, { tickFormat: format, tickSize: 0, label: null, fill: 'var(--muted)', fontSize: 11 }),
      ...series.map(({ points, style }, index) =>
        line(
          points.map(({ value, share }) => ({ value: Math.max(value, from), share })),
          { x: 'value', y: 'share', curve: 'step-after', strokeWidth: 2, clip: true, ...seriesStyle(style ?? index) },
        ),
      ),
    ],
  }
}
