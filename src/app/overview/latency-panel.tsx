import { useMemo } from 'react'
import { formatDuration } from '../../report/format-metric.ts'
import { EcdfFigure } from '../charts/ecdf-figure.tsx'
import type { EcdfSeries } from '../charts/ecdf-figure.tsx'
import { ecdfPoints } from '../charts/ecdf-points.ts'
import { useRows } from '../data/report-context.ts'
import { ModelName } from '../parts/model-name.tsx'
import { Panel } from '../parts/panel.tsx'
import { ScrollTable } from '../parts/scroll-table.tsx'
import { latencySpreads, SHARES } from './latency-spread.ts'
import type { LatencySpread } from './latency-spread.ts'

/** How the latencies of each model are spread: the share of answers that came within a time, and the quantiles as a table. */
export function LatencyPanel({ task, models }: { task: string; models: readonly string[] }) {
  const { ready, spreads } = useSpreads(task, models)
  const series = useMemo(() => spreads.map(seriesOf), [spreads])
  if (ready && spreads.length === 0) return null
  return (
    <Panel table={ready} title="Latency" note="Share of the answers that came within a time" className="latency">
      {!ready && <p className="note">Reading the tests …</p>}
      {ready && <EcdfFigure label={describe(spreads)} series={series} format={formatDuration} />}
      {ready && <QuantileTable spreads={spreads} />}
    </Panel>
  )
}

const seriesOf = ({ model, sorted, quantiles }: LatencySpread): EcdfSeries => ({
  key: model,
  shown: <ModelName model={model} />,
  points: ecdfPoints(sorted),
  low: quantiles[0.05],
  high: quantiles[0.99],
})

const describe = (spreads: readonly LatencySpread[]): string =>
  `Latency by model. ${spreads.map(({ model, quantiles }) => `${model}: half of the answers within ${formatDuration(quantiles[0.5])}, 95 % within ${formatDuration(quantiles[0.95])}, 99 % within ${formatDuration(quantiles[0.99])}`).join('. ')}.`

function QuantileTable({ spreads }: { spreads: readonly LatencySpread[] }) {
  return (
    <ScrollTable label="Latency by model">
      <thead>
        <tr>
          <th scope="col">Model</th>
          {SHARES.map((share) => (
            <th scope="col" key={share} className="number">
              p{share * 100}
            </th>
          ))}
          <th scope="col" className="number">
            Answers
          </th>
        </tr>
      </thead>
      <tbody>
        {spreads.map((spread) => (
          <tr key={spread.model}>
            <th scope="row">
              <ModelName model={spread.model} />
            </th>
            {SHARES.map((share) => (
              <td key={share} className={share === 0.5 ? 'number primary' : 'number'}>
                {formatDuration(spread.quantiles[share])}
              </td>
            ))}
            <td className="number">{spread.n.toLocaleString('en-US')}</td>
          </tr>
        ))}
      </tbody>
    </ScrollTable>
  )
}

function useSpreads(task: string, models: readonly string[]): { ready: boolean; spreads: LatencySpread[] } {
  const rows = useRows()
  // Sorting anew with every block that is unpacked would hold the page up.
  const ready = rows.state !== 'loading'
  const names = JSON.stringify(models)
  const spreads = useMemo(
    () => (ready ? latencySpreads(rows.all, task, JSON.parse(names) as string[]) : []),
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- rows do not change once they are all there
    [ready, task, names],
  )
  return { ready, spreads }
}
