import { metricDefinition } from '../metrics/metrics.ts'
import type { TaskFacts } from '../metrics/output-shape.ts'
import type { GivenTask } from './validate-task.ts'

/** What is wrong at a path of a definition. */
export interface PathProblem {
  path: PropertyKey[]
  message: string
  hint?: string
}

const WHY = '`stop: decided` asks until all gates are decided'

/** Why `stop: decided` makes no sense in a task: there is no gate, or one that is never decided before all cases are asked. */
export function stopFaults({ stop, gates }: Pick<GivenTask, 'stop' | 'gates'>, facts: TaskFacts): PathProblem[] {
  if (stop === undefined) return []
  if (gates.length === 0) return [{ path: ['stop'], message: `${WHY}, and there are none`, hint: 'write `gates`, or leave `stop` out' }]
  return gates.flatMap((gate, index): PathProblem[] => {
    const metric = metricDefinition(gate.metric)
    if (metric === null) return []
    const at = ['gates', index]
    if (gate.bound === 'value')
      return [
        {
          path: [...at, 'bound'],
          message: `${WHY}: one that compares the bare value never is`,
          hint: 'leave `bound: value` out, or `stop`',
        },
      ]
    if (metric.isTail)
      return [
        {
          path: [...at, 'metric'],
          message: `${WHY}: few cases say nothing of ${gate.metric}`,
          hint: 'gate on a mean or a median, or leave `stop` out',
        },
      ]
    const { reason } = metric.fits(facts)
    return reason === null ? [] : [{ path: [...at, 'metric'], message: `${WHY}: one on ${gate.metric} never is, for ${reason}` }]
  })
}
