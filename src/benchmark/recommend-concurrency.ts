import type { Recommendation, SweepCurve } from '../schema/benchmark-report.ts'
import { LEAST_REQUESTS } from './advice-facts.ts'
import type { AdviceFacts } from './advice-facts.ts'
import { figure, percent, three } from './advice-text.ts'

type Point = SweepCurve['points'][number]

const LEAST_SLO_SHARE = 0.95

/**
 * How much load to put on a model: the last step before its saturation, or before objectives are missed by more than 5 % of requests; nothing where neither was
 * reached, or where a step up to the one after is suspect or has fewer than 30 requests.
 */
export function recommendConcurrency({ report }: AdviceFacts): Recommendation[] {
  return report.sweeps.flatMap((curve) => {
    const points = curve.points.toSorted((a, b) => a.target - b.target)
    const cells = new Map(
      report.cells.filter((cell) => cell.scenario === curve.scenario && cell.model === curve.model).map((cell) => [cell.step.index, cell]),
    )
    const shareOf = (point: Point | undefined) => (point === undefined ? null : (cells.get(point.step)?.rates.sloShare ?? null))
    const knee = curve.saturation === null ? Infinity : points.findIndex(({ step }) => step === curve.saturation?.step)
    const missed = points.findIndex((point) => (shareOf(point) ?? 1) < LEAST_SLO_SHARE)
    const limit = missed < 0 ? Infinity : missed - 1
    const chosen = Math.min(knee, limit)
    const point = points[chosen]
    const relied = points.slice(0, chosen + 2)
    if (point === undefined || relied.some((each) => each.suspect || (cells.get(each.step)?.rates.requests ?? 0) < LEAST_REQUESTS))
      return []
    const because =
      chosen === knee && curve.saturation !== null
        ? curve.saturation.because
        : `with more, ${percent(1 - (shareOf(points[chosen + 1]) ?? 0))} of the requests miss the objectives`
    return [
      {
        topic: 'concurrency',
        scenario: curve.scenario,
        model: curve.model,
        text: `Ask ${curve.model} ${loadText(curve, point)}: that gives ${three(point.requestsPerSecond)} requests/s; ${because}.`,
        figures: relied.flatMap((each) => [
          figure(`${loadText(curve, each)}: throughput`, each.requestsPerSecond, 'requests/s'),
          ...(each.p95Ms === null ? [] : [figure(`${loadText(curve, each)}: p95 latency`, each.p95Ms, 'ms')]),
        ]),
      },
    ]
  })
}

function loadText({ of }: SweepCurve, { target }: Point): string {
  return of === 'concurrency' ? `with ${three(target)} in flight` : `at ${three(target)} requests/s`
}
