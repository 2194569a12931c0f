import { metricDefinition, metricDefinitions } from '../metrics/metrics.ts'
import type { TaskFacts } from '../metrics/output-shape.ts'
import type { MetricDefinition } from '../schema/metric-definition.ts'
import { nearest } from '../text/nearest.ts'

/** The metrics that a task can compute, in the order in which they are shown; of `pass@k` and `pass^k` those over all its trials. */
export function legalMetrics(facts: TaskFacts): MetricDefinition[] {
  const { count } = facts.trials
  const overTrials = count > 1 ? [`pass@${count}`, `pass^${count}`].flatMap((name) => metricDefinition(name) ?? []) : []
  return [...metricDefinitions, ...overTrials].filter((metric) => metric.fits(facts).reason === null)
}

/** Why a task cannot have a metric of this name; `null` if it can. */
export function metricProblem(name: string, facts: TaskFacts): string | null {
  const definition = metricDefinition(name)
  if (definition) return definition.fits(facts).reason
  const meant = nearest(
    name,
    metricDefinitions.map((metric) => metric.name),
  )
  return `there is no such metric${meant ? ` (did you mean ${meant}?)` : ''}`
}
