import type { MetricDefinition } from '../schema/metric-definition.ts'
import { abstention } from './abstention.ts'
import { accuracy } from './accuracy.ts'
import { completeness } from './completeness.ts'
import { consistency } from './consistency.ts'
import { cost } from './cost.ts'
import { f1 } from './f1.ts'
import { fieldAccuracy } from './field-accuracy.ts'
import { firstTokenLatency } from './first-token-latency.ts'
import { hallucination } from './hallucination.ts'
import { instructionFollowing } from './instruction-following.ts'
import { latencyP95 } from './latency-p95.ts'
import { latencyP99 } from './latency-p99.ts'
import { latency } from './latency.ts'
import { outputShape } from './output-shape.ts'
import type { TaskFacts } from './output-shape.ts'
import { passOfK } from './pass-of-k.ts'
import { passRate } from './pass-rate.ts'
import { quality } from './quality.ts'

/** All metrics with a fixed name, in the order in which they are shown; `pass@k` and `pass^k` exist for every k beside. */
export const metricDefinitions: readonly MetricDefinition[] = [
  accuracy,
  hallucination,
  completeness,
  f1,
  fieldAccuracy,
  abstention,
  passRate,
  instructionFollowing,
  quality,
  consistency,
  cost,
  latency,
  latencyP95,
  latencyP99,
  firstTokenLatency,
]

const byName = new Map(metricDefinitions.map((definition) => [definition.name, definition]))

/** The metric of this name, `pass@2` and `pass^3` among them; `null` if there is none. */
export function metricDefinition(name: string): MetricDefinition | null {
  return byName.get(name) ?? passOfK(name)
}

/** Not shown unless they are asked for: they repeat others or need a provider that says more. */
const ON_REQUEST = new Set([firstTokenLatency, latencyP99].map(({ name }) => name))

/** The metrics of a task that names none: all that it can compute, and `pass^k` over all its trials. */
export function defaultMetrics(task: TaskFacts): string[] {
  const named = metricDefinitions.filter((metric) => !ON_REQUEST.has(metric.name) && metric.fits(task).reason === null)
  const { count } = task.trials
  return [...named.map(({ name }) => name), ...(count > 1 ? [`pass^${count}`] : [])]
}

/** The metric that ranks models: f1 for sets, accuracy for single values, pass-rate without gold. */
export function defaultPrimary(task: TaskFacts): string {
  if (!task.hasGold) return passRate.name
  return outputShape(task) === 'set' ? f1.name : accuracy.name
}
