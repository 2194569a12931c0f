import { answerFormat } from '../answers/answer-formats.ts'
import type { MetricDefinition } from '../schema/metric-definition.ts'

/** What is known of a task when its metrics are chosen. */
export type TaskFacts = Parameters<MetricDefinition['fits']>[0]

const SCALARS = new Set<unknown>(['string', 'number', 'integer', 'boolean', 'null'])

/** `set`: items are paired with gold items; `single`: an answer is right or wrong. A structured format whose schema does not say is a set. */
export function outputShape({ output, pairing }: Pick<TaskFacts, 'output' | 'pairing'>): 'set' | 'single' {
  if (pairing) return 'set'
  if (answerFormat(output.format).shape === 'single') return 'single'
  const schema = typeof output.schema === 'object' && output.schema !== null ? output.schema : {}
  const types = Array.isArray(schema.type) ? schema.type : [schema.type]
  return types.every((type) => SCALARS.has(type)) || Array.isArray(schema.enum) ? 'single' : 'set'
}

/** Why a task without gold cannot have a metric; `null` if it has gold. */
export const needsGold = ({ hasGold }: TaskFacts): string | null => (hasGold ? null : 'no case has gold')
