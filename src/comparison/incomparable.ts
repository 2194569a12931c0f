import type { BaselineModel, BaselineTask } from '../schema/baseline.ts'
import type { MetricDefinition } from '../schema/metric-definition.ts'

interface Version {
  task: Pick<BaselineTask, 'checksHash' | 'matchingHash'>
  model: Pick<BaselineModel, 'judge'>
}

/** Why a metric of two versions of a task says nothing of what was evaluated: what it is measured by has changed. `null`: it has not. */
export function incomparable({ name, dependsOn }: Pick<MetricDefinition, 'name' | 'dependsOn'>, a: Version, b: Version): string | null {
  const not = `${name} was measured by others and cannot be compared`
  if (dependsOn === 'checks' && a.task.checksHash !== b.task.checksHash) return `the checks have changed: ${not}`
  if (dependsOn === 'checks' && a.model.judge !== b.model.judge) return `the judge has changed: ${name} cannot be compared`
  if (dependsOn === 'matching' && a.task.matchingHash !== b.task.matchingHash)
    return `the output format or pairing has changed: ${name} cannot be compared`
  return null
}
