import { useMemo } from 'react'
import { formatDuration } from '../../report/format-metric.ts'
import { useRows } from '../data/report-context.ts'
import { ModelName } from '../parts/model-name.tsx'
import { Panel } from '../parts/panel.tsx'
import { ScrollTable } from '../parts/scroll-table.tsx'
import { latencySpreads, SHARES } from './latency-spread.ts'
import type { LatencySpread } from './latency-spread.ts'
import { LatencyStrip, latencyScale } from './latency-strip.tsx'

/** How the latencies of each model are spread: drawn on a common scale, with the figures beside. */
export function LatencyPanel({ task, models }: { task: string; models: readonly string[] }) {
  const { ready, spreads } = useSpreads(task, models)
  if (ready && spreads.length === 0) return null
  const scale = latencyScale(spreads)
  return (
    <Panel
      table={ready}
      title="Latency"
      note={`Box: the middle half of the answers; line: 5 % to 95 %; dot: 99 %${scale.logarithmic ? '. Logarithmic' : ''}`}
      className="latency"
    >
      {!ready && <p className="note">Reading the tests …</p>}
      {ready && (
        <ScrollTable label="Latency by model">
          <thead>
            <tr>
              <th scope="col">Model</th>
              <th scope="col" className="strip-cell">
                <span className="strip-axis">
                  <span>{formatDuration(scale.from)}</span>
                  <span>{formatDuration(scale.to)}</span>
                </span>
              </th>
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
                <td className="strip-cell">
                  <LatencyStrip spread={spread} at={scale.at} />
                </td>
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
      )}
    </Panel>
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
