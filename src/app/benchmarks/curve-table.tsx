import type { BenchmarkCell, SweepCurve } from '../../schema/benchmark-report.ts'
import { visibleText } from '../format/visible-text.ts'
import { ModelName } from '../parts/model-name.tsx'
import { ScrollTable } from '../parts/scroll-table.tsx'
import { SuspectTag } from './suspect-tag.tsx'
import { formatRate, formatShare, formatTime } from './format-figure.ts'
import { targetText } from './load-series.ts'
import { useShortList } from './use-short-list.tsx'

const MOST = 24

/** Every step of every curve. */
export function CurveTable({ curves, cells }: { curves: readonly SweepCurve[]; cells: readonly BenchmarkCell[] }) {
  const steps = curves.flatMap((curve) => curve.points.map((point, index) => ({ curve, point, index })))
  const { shown, more } = useShortList(steps, MOST, 'steps')
  const byKey = new Map(cells.map((cell) => [`${cell.step.index} ${cell.model}`, cell]))
  return (
    <>
      <ScrollTable label="Throughput and latency by load" className="curve-table">
        <thead>
          <tr>
            <th scope="col">Model</th>
            <th scope="col">Load</th>
            {['Requests/s', 'Goodput', 'Latency p50', 'p95', 'Failed'].map((title) => (
              <th scope="col" key={title} className="number">
                {title}
              </th>
            ))}
            <th scope="col">Remarks</th>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ curve, point, index }) => {
            const cell = byKey.get(`${point.step} ${curve.model}`)
            const isKnee = curve.saturation?.step === point.step
            return (
              <tr key={`${point.step} ${curve.model}`} className={index === 0 ? undefined : 'follows'}>
                <th scope="row">
                  {index === 0 ? <ModelName model={curve.model} /> : <span className="unseen">{visibleText(curve.model)}</span>}
                </th>
                <td>{targetText(curve, point.target)}</td>
                <td className="number">{formatRate(point.requestsPerSecond)}</td>
                <td className="number">{formatRate(point.goodputPerSecond)}</td>
                <td className="number">{formatTime(point.p50Ms)}</td>
                <td className="number">{formatTime(point.p95Ms)}</td>
                <td className={`number ${point.errorShare > 0 ? 'has-failed' : ''}`}>{formatShare(point.errorShare)}</td>
                <td className="remarks">
                  {isKnee && (
                    <>
                      <strong>knee</strong>: {visibleText(curve.saturation?.because ?? '')}
                    </>
                  )}{' '}
                  {cell !== undefined && <SuspectTag validity={cell.validity} />}
                </td>
              </tr>
            )
          })}
        </tbody>
      </ScrollTable>
      {more}
    </>
  )
}
