import type { SweepCurve } from '../schema/benchmark-report.ts'

type Point = SweepCurve['points'][number]

/** A point, and how long it was measured: in so many windows, of so many milliseconds in all. */
export interface MeasuredPoint extends Point {
  windows: number
  windowMs: number
}

/** Throughput grows by less than this part of what load grows by. */
export const LEAST_GROWTH = 0.25
/** p95 is so many times that of the lightest load. */
export const MOST_LATENCY_GROWTH = 5
export const MOST_ERRORS = 0.1
/** Of an open loop: less than this part of what is offered is completed. */
export const LEAST_COMPLETED = 0.9

/** What is in flight at either end of a window differs by chance: so many standard deviations of it are no shortfall. */
const EDGE_DEVIATIONS = 3

/**
 * Where more load brings no more throughput: the last point before the first one at which throughput grows by less than a quarter of what load grows by,
 * p95 is more than five times that of the first point, more than a tenth of the requests fail, or (of rates) less than nine tenths of what is offered is
 * completed, and fewer than chance at the edges of windows explains; the first point itself where that already holds there. Points ascend by load.
 * `null`: not reached.
 */
export function saturationOf(points: readonly MeasuredPoint[], of: SweepCurve['of']): SweepCurve['saturation'] {
  for (const [index, point] of points.entries()) {
    const before = points[index - 1]
    const because = strainOf(point, before, points[0] as MeasuredPoint, of)
    if (because === null) continue
    const { step, target, requestsPerSecond } = before ?? point
    return { step, target, requestsPerSecond, because }
  }
  return null
}

function strainOf(point: MeasuredPoint, before: Point | undefined, first: Point, of: SweepCurve['of']): string | null {
  const unit = of === 'ratePerSecond' ? '/s' : ' at once'
  const at = `at ${Number(point.target.toPrecision(4))}${unit}`
  if (point.errorShare > MOST_ERRORS) return `${at} ${percent(point.errorShare)} of the requests fail`
  const isShort = of !== 'ratePerSecond' || fallsShort(point)
  if (of === 'ratePerSecond' && isShort && point.requestsPerSecond < LEAST_COMPLETED * point.target)
    return `${at} ${point.requestsPerSecond.toPrecision(3)} requests/s are completed`
  if (point.p95Ms !== null && first.p95Ms !== null && point.p95Ms > MOST_LATENCY_GROWTH * first.p95Ms)
    return `${at} p95 is ${(point.p95Ms / first.p95Ms).toFixed(1)} times that of the lightest load`
  if (!isShort || !before || before.requestsPerSecond <= 0) return null
  const growth = (point.requestsPerSecond / before.requestsPerSecond - 1) / (point.target / before.target - 1)
  if (growth >= LEAST_GROWTH) return null
  return `${at} throughput is ${point.requestsPerSecond.toPrecision(3)}/s, after ${before.requestsPerSecond.toPrecision(3)}/s at ${Number(before.target.toPrecision(4))}${unit}`
}

/** Are fewer completed than offered, beyond chance? As many as rate × latency are in flight, give or take the root of that, at each end of a window. */
function fallsShort({ target, requestsPerSecond, p50Ms, windows, windowMs }: MeasuredPoint): boolean {
  const missing = ((target - requestsPerSecond) * windowMs) / 1_000
  return missing > EDGE_DEVIATIONS * Math.sqrt((2 * windows * target * (p50Ms ?? 0)) / 1_000)
}

const percent = (share: number): string => `${(100 * share).toFixed(0)} %`
