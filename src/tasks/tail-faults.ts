import { metricDefinition } from '../metrics/metrics.ts'
import type { PathProblem } from './stop-faults.ts'
import type { GivenTask } from './validate-task.ts'

const isTail = (metric: string): boolean => metricDefinition(metric)?.isTail === true

/** Where a task ranks by a quantile near the end of a distribution, or holds one against a baseline: it has no score per case to be compared by. */
export function tailFaults({ primary, gates }: Pick<GivenTask, 'primary' | 'gates'>): PathProblem[] {
  const ranked = primary !== undefined && isTail(primary) ? [{ path: ['primary'], what: primary }] : []
  const held = gates.flatMap(({ metric, baseline }, index) =>
    baseline !== undefined && isTail(metric) ? [{ path: ['gates', index, 'baseline'], what: metric }] : [],
  )
  return [...ranked, ...held].map(({ path, what }) => ({
    path,
    message: `${what} is a figure of all answers together: it has no score per case to be compared by`,
    hint:
      path[0] === 'primary'
        ? 'rank by a mean or a median, as latency'
        : 'give it `min` or `max`, or gate on a mean or a median, as latency',
  }))
}
