import { outputShape } from '../metrics/output-shape.ts'
import type { TaskFacts } from '../metrics/output-shape.ts'
import type { Trait } from '../schema/use-case.ts'
import { legalMetrics } from './legal-metrics.ts'
import type { RecommendedMetrics } from './recommended-metrics.ts'

interface Rule {
  metric: string
  reason: string
  /** Only where the use case has the trait. */
  trait?: Trait
  /** Only where answers are sets. */
  ofSets?: true
}

/** In the order in which metrics are recommended. */
const RULES: readonly Rule[] = [
  { metric: 'f1', reason: 'Answers are compared with gold item by item: one figure for what is right and what is missing' },
  { metric: 'accuracy', reason: 'There is gold: how much of what is answered is right' },
  { metric: 'completeness', ofSets: true, reason: 'There is gold for sets: how much of it was found' },
  { metric: 'field-accuracy', reason: 'Fields of paired items are compared' },
  { metric: 'pass-rate', reason: 'Every answer passes or fails as a whole' },
  { metric: 'instruction-following', reason: 'The task has checks: how far answers keep to them' },
  { metric: 'consistency', reason: 'Each case is asked more than once: how far its answers agree' },
  { metric: 'cost', reason: 'What an answer costs' },
  { metric: 'latency', reason: 'How long an answer takes' },
  { metric: 'latency-p95', trait: 'low-latency', reason: 'The use case wants low latency: the slow answers count too' },
  { metric: 'first-token-latency', trait: 'low-latency', reason: 'The use case wants low latency: the wait for the first word' },
]

/** Metrics by fixed rules from what a task can compute: stands in for a model where only simulated ones are configured. It understands nothing. */
export function metricsByRules(facts: TaskFacts, traits: readonly Trait[]): RecommendedMetrics {
  const legal = new Set(legalMetrics(facts).map(({ name }) => name))
  const isSet = outputShape(facts) === 'set'
  const metrics = RULES.filter(({ metric }) => legal.has(metric))
    .filter(({ trait, ofSets }) => (trait === undefined || traits.includes(trait)) && (!ofSets || isSet))
    .map(({ metric, reason }) => ({ name: metric, reason }))
  return { metrics, primary: metrics[0]?.name ?? null, refused: [] }
}
