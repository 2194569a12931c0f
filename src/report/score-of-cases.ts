import { caseScore } from '../comparison/paired-scores-of.ts'
import { metricDefinition } from '../metrics/metrics.ts'
import type { BaselineCase } from '../schema/baseline.ts'
import type { MetricDefinition } from '../schema/metric-definition.ts'
import { repeatedRatioInterval } from '../statistics/micro-ratio-interval.ts'
import { positiveMeanInterval } from '../statistics/positive-mean-interval.ts'
import { repeatedShareInterval } from '../statistics/proportion-interval.ts'

interface CaseFigure {
  value: number | null
  low: number | null
  high: number | null
  unit: string
}

/** A metric over the cases of a baseline, with its interval; missing ones are left out. `null`s where it cannot be computed. */
export function scoreOfCases(cases: readonly BaselineCase[], metric: string): CaseFigure {
  const definition = metricDefinition(metric)
  const interval = definition && intervalOf(cases, definition)
  if (!interval) return { value: null, low: null, high: null, unit: definition?.unit ?? 'share' }
  const { value, low, high } = interval
  return { value, low, high, unit: definition.unit }
}

/** Micro averages from their parts, shares and other scores in 0..1 as shares of their trials, other units as means on the log scale. */
function intervalOf(cases: readonly BaselineCase[], { name, ratio, unit }: MetricDefinition): Omit<CaseFigure, 'unit'> | null {
  const scores = cases.flatMap((subject) => {
    const found = caseScore(subject, name)
    return found && (found.parts || found.score !== null) ? [{ ...found, trials: Math.max(1, subject.trials) }] : []
  })
  if (ratio && scores.length > 0 && scores.every(({ parts }) => parts)) {
    return repeatedRatioInterval(scores.flatMap(({ parts, trials }) => (parts ? [{ ...ratio(parts), trials }] : [])))
  }
  const known = scores.flatMap(({ score, trials }) => (score === null ? [] : [{ share: score, trials }]))
  return unit === 'share' ? repeatedShareInterval(known) : positiveMeanInterval(known.map(({ share }) => share))
}
