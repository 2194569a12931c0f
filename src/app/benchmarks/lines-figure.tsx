import { axisX, axisY, dot, gridX, gridY, line } from '@observablehq/plot'
import type { PlotOptions } from '@observablehq/plot'
import { useCallback } from 'react'
import type { ReactNode } from 'react'
import { ChartLegend } from '../charts/chart-legend.tsx'
import { PlotFigure } from '../charts/plot-figure.tsx'
import { seriesStyle } from '../charts/series-style.ts'
import { evenTicks, valueScale } from '../charts/value-scale.ts'

/** A place of a line; without a value the line is interrupted. */
export interface LinePoint {
  x: number
  y: number | null
  isRinged?: boolean
}

export interface LineSeries {
  key: string
  shown: ReactNode
  points: readonly LinePoint[]
  /** Of the style that its line has; else its place in the figure. */
  style?: number
}

/** What a figure of lines shows, and how its values are written. */
export interface LinesFigureOptions {
  /** In words, for those who do not see it. */
  label: string
  /** The same array while nothing changes. */
  series: readonly LineSeries[]
  xLabel: string
  formatX(value: number): string
  formatY(value: number): string
  height?: number
  /** Few points, each of them measured on its own. */
  dotted?: boolean
  /** Logarithmic where values lie far apart. */
  mayBeLogarithmic?: boolean
}

/** Lines of several series over one axis; both axes begin at nothing. */
export function LinesFigure(options: LinesFigureOptions) {
  const { label, series, xLabel, formatX, formatY, height = 170, dotted = false, mayBeLogarithmic = false } = options
  const draw = useCallback(
    (width: number) => linesOptions({ series, xLabel, formatX, formatY, dotted, mayBeLogarithmic }, width),
    [series, xLabel, formatX, formatY, dotted, mayBeLogarithmic],
  )
  return (
    <>
      {series.length > 1 && <ChartLegend names={series} />}
      <PlotFigure label={label} height={height} draw={draw} />
    </>
  )
}

type Drawn = Required<Omit<LinesFigureOptions, 'label' | 'height'>>
type DrawnPoint = LinePoint & { y: number }

/** So many labels fit beneath one another. */
const ROWS = 5
const LABEL = 84

function linesOptions({ series, xLabel, formatX, formatY, dotted, mayBeLogarithmic }: Drawn, width: number): PlotOptions {
  const all = series.flatMap(({ points }) => points)
  const values = all.map(({ y }) => y).filter((y) => y !== null)
  const [most, least] = [values.reduce((a, b) => Math.max(a, b), 0), values.reduce((a, b) => Math.min(a, b), Infinity)]
  const log = mayBeLogarithmic ? valueScale([{ low: least, high: most }], ROWS * LABEL) : null
  const to = most > 0 ? most : 1
  const y = log?.logarithmic ? log : { from: 0, to, logarithmic: false, ticks: evenTicks(0, to, ROWS) }
  const end = all.reduce((a, { x }) => Math.max(a, x), 0) || 1
  const xTicks = evenTicks(0, end, Math.max(2, Math.floor(width / LABEL)))
  const tick = { tickSize: 0, fill: 'var(--muted)', fontSize: 11 }
  return {
    marginLeft: 58,
    marginRight: 30,
    marginTop: 12,
    marginBottom: 38,
    x: { type: 'linear', domain: [0, end] },
    y: { type: y.logarithmic ? 'log' : 'linear', domain: [y.from, y.to * (y.logarithmic ? 1.2 : 1.06)] },
    marks: [
      gridY(y.ticks, { stroke: 'var(--line)', strokeOpacity: 1 }),
      gridX(xTicks, { stroke: 'var(--line)', strokeOpacity: 0.6 }),
      axisY(y.ticks, { ...tick, tickFormat: formatY, label: null }),
      axisX(xTicks, { ...tick, tickFormat: formatX, label: xLabel, labelOffset: 34, labelArrow: 'none' }),
      ...series.flatMap(({ points, style }, index) => seriesMarks(points, style ?? index, dotted)),
    ],
  }
}

function seriesMarks(points: readonly LinePoint[], index: number, dotted: boolean) {
  const style = seriesStyle(index)
  const known = points.filter((point): point is DrawnPoint => point.y !== null)
  const marked = known.filter(({ isRinged }) => isRinged === true)
  // A value between two that are missing has no line.
  const alone = points.filter(
    (point, place): point is DrawnPoint =>
      point.y !== null && (points[place - 1]?.y ?? null) === null && (points[place + 1]?.y ?? null) === null,
  )
  return [
    line(points, { x: 'x', y: 'y', strokeWidth: 2, ...style }),
    dot(dotted ? known : alone, { x: 'x', y: 'y', r: 3, fill: style.stroke }),
    dot(marked, { x: 'x', y: 'y', r: 7, stroke: style.stroke, strokeWidth: 2, fill: 'var(--surface)', fillOpacity: 0.4 }),
  ]
}
