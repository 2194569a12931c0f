import type { SweepCurve } from '../../schema/benchmark-report.ts'
import type { LinePoint } from './lines-figure.tsx'

/** A load as it is written: "8/s", "16 at once". */
export const targetText = ({ of }: Pick<SweepCurve, 'of'>, target: number): string =>
  of === 'ratePerSecond' ? `${Number(target.toPrecision(4))}/s` : `${Math.round(target)} at once`

/** A curve's steps in order: throughput across, p95 up, the knee marked. */
export const throughputSeries = ({ points, saturation }: SweepCurve): LinePoint[] =>
  points.map(({ step, requestsPerSecond, p95Ms }) => ({
    x: requestsPerSecond,
    y: p95Ms,
    isRinged: step === saturation?.step,
  }))

/** A curve's steps in order: load across; up what meets the objectives, or, without any, what is completed. */
export const goodputSeries = ({ points, saturation }: SweepCurve): LinePoint[] =>
  points.map(({ step, target, goodputPerSecond, requestsPerSecond }) => ({
    x: target,
    y: goodputPerSecond ?? requestsPerSecond,
    isRinged: step === saturation?.step,
  }))
