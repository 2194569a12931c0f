import { useMemo } from 'react'
import type { BenchmarkCell, SweepCurve } from '../../schema/benchmark-report.ts'
import { visibleText } from '../format/visible-text.ts'
import { ModelName } from '../parts/model-name.tsx'
import { Panel } from '../parts/panel.tsx'
import { useBenchmark } from './benchmark-context.ts'
import { CurveTable } from './curve-table.tsx'
import { formatRate, formatTime } from './format-figure.ts'
import { goodputSeries, targetText, throughputSeries } from './load-series.ts'
import { LinesFigure } from './lines-figure.tsx'
import type { LinePoint, LineSeries } from './lines-figure.tsx'
import { MOST_LINES } from './most-lines.ts'

/** What more load brings: throughput against latency with the knee, and goodput per step. Nothing for a scenario of one load. */
export function LoadCurves({ scenario, models, cells }: { scenario: string; models: readonly string[]; cells: readonly BenchmarkCell[] }) {
  const { sweeps } = useBenchmark()
  const curves = useMemo(
    () =>
      sweeps
        .filter((sweep) => sweep.scenario === scenario && sweep.points.length > 1)
        .sort((a, b) => models.indexOf(a.model) - models.indexOf(b.model)),
    [sweeps, scenario, models],
  )
  if (curves.length === 0) return null
  return (
    <Panel table title="Load" note="Rings mark the knee: beyond it more load brings no more throughput">
      <CurveFigures curves={curves} models={models} />
      {curves.length > MOST_LINES && (
        <p className="note">
          The lines are {MOST_LINES} of {curves.length} models; the table has them all.
        </p>
      )}
      <CurveTable curves={curves} cells={cells} />
    </Panel>
  )
}

function CurveFigures({ curves, models }: { curves: readonly SweepCurve[]; models: readonly string[] }) {
  const { throughput, goodput } = useMemo(() => {
    const drawn = curves.slice(0, MOST_LINES)
    const lines = (pointsOf: (curve: SweepCurve) => LinePoint[]): LineSeries[] =>
      drawn.map((curve) => ({
        key: curve.model,
        shown: <ModelName model={curve.model} />,
        style: models.indexOf(curve.model),
        points: pointsOf(curve),
      }))
    return { throughput: lines(throughputSeries), goodput: lines(goodputSeries) }
  }, [curves, models])
  const hasGoodput = curves.some(({ points }) => points.some(({ goodputPerSecond }) => goodputPerSecond !== null))
  return (
    <div className="figures">
      <figure>
        <figcaption>Latency p95 against throughput</figcaption>
        <LinesFigure
          label={describe(curves)}
          series={throughput}
          xLabel="requests completed per second"
          formatX={formatRate}
          formatY={formatTime}
          height={230}
          dotted
          mayBeLogarithmic
        />
      </figure>
      <figure>
        <figcaption>
          {hasGoodput ? 'Requests per second that meet all objectives, by load' : 'Requests completed per second, by load'}
        </figcaption>
        <LinesFigure
          label={`${hasGoodput ? 'Goodput' : 'Throughput'} by load: the figures stand in the table.`}
          series={goodput}
          xLabel={curves[0]?.of === 'ratePerSecond' ? 'requests sent per second' : 'requests at once'}
          formatX={formatRate}
          formatY={formatRate}
          height={230}
          dotted
        />
      </figure>
    </div>
  )
}

const describe = (curves: readonly SweepCurve[]): string =>
  `Latency p95 against throughput. ${curves
    .slice(0, MOST_LINES)
    .map((curve) => {
      const { model, saturation, points } = curve
      const last = points.at(-1)
      return saturation === null
        ? `${visibleText(model)}: no knee up to ${targetText(curve, last?.target ?? 0)}, p95 ${formatTime(last?.p95Ms ?? null)}`
        : `${visibleText(model)}: knee at ${targetText(curve, saturation.target)}, ${formatRate(saturation.requestsPerSecond)} requests per second; ${visibleText(saturation.because)}`
    })
    .join('. ')}.`
