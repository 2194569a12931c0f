import { useMemo, useState } from 'react'
import type { BenchmarkCell } from '../../schema/benchmark-report.ts'
import { visibleText } from '../format/visible-text.ts'
import { Panel } from '../parts/panel.tsx'
import { ScrollTable } from '../parts/scroll-table.tsx'
import { formatRate, formatTime } from './format-figure.ts'
import { LinesFigure } from './lines-figure.tsx'
import type { LineSeries } from './lines-figure.tsx'

type Bin = BenchmarkCell['series'][number]

/** How a measurement went over time, of one model at a time: latency, rate, requests in flight and errors. */
export function TimePanel({ cells }: { cells: readonly BenchmarkCell[] }) {
  const known = useMemo(() => cells.filter(({ series }) => series.length > 0), [cells])
  const [wanted, setModel] = useState<string | null>(null)
  const cell = known.find(({ model }) => model === wanted) ?? known[0]
  if (cell === undefined) return null
  return (
    <Panel table title="Over time" note="The measured window of the first repetition" className="time">
      {known.length > 1 && (
        <label className="figure-choice">
          Model{' '}
          <select aria-label="Model" value={cell.model} onChange={(event) => setModel(event.target.value)}>
            {known.map(({ model }) => (
              <option key={model} value={model}>
                {visibleText(model)}
              </option>
            ))}
          </select>
        </label>
      )}
      {known.length === 1 && <p className="note">{visibleText(cell.model)}</p>}
      <TimeFigures cell={cell} />
      <details>
        <summary>The figures as a table</summary>
        <TimeTable cell={cell} />
      </details>
    </Panel>
  )
}

function TimeFigures({ cell }: { cell: BenchmarkCell }) {
  const charts = useMemo(() => chartsOf(cell), [cell])
  const model = visibleText(cell.model)
  return (
    <div className="figures">
      {charts.map(({ title, series, format }) => (
        <figure key={title}>
          <figcaption>{title}</figcaption>
          <LinesFigure
            label={`${title} over time, ${model}: ${rangeText(series, format)}.`}
            series={series}
            xLabel="seconds from the start of the window"
            formatX={formatSeconds}
            formatY={format}
          />
        </figure>
      ))}
      {charts.length === 3 && <p className="note">No request failed in this window.</p>}
    </div>
  )
}

interface Chart {
  title: string
  series: LineSeries[]
  format(value: number): string
}

const formatSeconds = (value: number): string => formatRate(value)

function chartsOf({ series }: BenchmarkCell): Chart[] {
  const line = (shown: string, read: (bin: Bin) => number | null): LineSeries => ({
    key: shown,
    shown,
    points: series.map((bin) => ({ x: bin.atMs / 1_000, y: read(bin) })),
  })
  return [
    {
      title: 'Latency',
      format: formatTime,
      series: [
        line('p50', (bin) => bin.p50LatencyMs),
        line('p95', (bin) => bin.p95LatencyMs),
        line('first token p50', (bin) => bin.p50FirstTokenMs),
      ].filter(({ points }) => points.some(({ y }) => y !== null)),
    },
    { title: 'Requests completed per second', format: formatRate, series: [line('rate', (bin) => bin.requestsPerSecond)] },
    { title: 'Requests in flight', format: formatRate, series: [line('in flight', (bin) => bin.inFlight)] },
    ...(series.some(({ errors }) => errors > 0)
      ? [{ title: 'Failed requests', format: formatRate, series: [line('failed', (bin) => bin.errors)] }]
      : []),
  ]
}

const rangeText = (series: readonly LineSeries[], format: (value: number) => string): string =>
  series
    .map(({ key, points }) => {
      const values = points.map(({ y }) => y).filter((y) => y !== null)
      if (values.length === 0) return `${key}: none`
      return `${key} from ${format(Math.min(...values))} to ${format(Math.max(...values))}`
    })
    .join(', ')

function TimeTable({ cell }: { cell: BenchmarkCell }) {
  return (
    <ScrollTable label={`Over time, ${visibleText(cell.model)}`}>
      <thead>
        <tr>
          {['From', 'Requests/s', 'Latency p50', 'p95', 'First token p50', 'In flight', 'Failed'].map((title) => (
            <th scope="col" key={title} className="number">
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {cell.series.map((bin) => (
          <tr key={bin.atMs}>
            <th scope="row" className="number">
              {formatTime(bin.atMs)}
            </th>
            <td className="number">{formatRate(bin.requestsPerSecond)}</td>
            <td className="number">{formatTime(bin.p50LatencyMs)}</td>
            <td className="number">{formatTime(bin.p95LatencyMs)}</td>
            <td className="number">{formatTime(bin.p50FirstTokenMs)}</td>
            <td className="number">{formatRate(bin.inFlight)}</td>
            <td className="number">{bin.errors}</td>
          </tr>
        ))}
      </tbody>
    </ScrollTable>
  )
}
