/** A figure with what is needed to trust it. */
export interface MetricValue {
  /** `null`: it cannot be computed; `reason` says why. */
  value: number | null
  low: number | null
  high: number | null
  /** Confidence level of the interval. */
  level: number
  /** Cases (or answers, for latency) behind the figure. */
  n: number
  /** Name of the interval's method. */
  method: string
  unit: string
  direction: 'higher' | 'lower'
  reason: string | null
}
