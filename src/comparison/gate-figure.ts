import { GATE_LEVEL } from '../schema/gate-level.ts'
import type { MetricDefinition } from '../schema/metric-definition.ts'
import type { MetricValue } from '../schema/metric.ts'
import type { TaskSettings } from '../schema/task.ts'
import type { TrialRecord } from '../schema/trial-record.ts'
import { MOST_MISSING } from './align-scores.ts'

/** A figure as a gate reads it. */
export interface GateFigure {
  figure: MetricValue
  /** Why nothing can be said of it; `null`: few enough cases are missing. */
  tooManyMissing: string | null
}

/**
 * A metric with its one-sided bounds (`level`: of the interval between them), whatever the missing cases are. Of a share the bounds are moved as far as all missing 0 and all missing 1 would
 * move the value; with over 5 % of the cases missing they are those two values themselves, and nothing can be decided. Cost and latency have no such
 * bounds: up to 5 % are left out.
 */
export function gateFigure(
  metric: Pick<MetricDefinition, 'bounds' | 'missing' | 'unit'>,
  trials: readonly TrialRecord[],
  task: Pick<TaskSettings, 'trials'>,
  level = GATE_LEVEL,
): GateFigure {
  const figure = metric.bounds(trials, task, level)
  const { missing, of } = metric.missing(trials)
  if (missing === 0 || figure.value === null) return { figure, tooManyMissing: null }
  const isTooMany = missing > MOST_MISSING * of + 1e-9
  const tooManyMissing = isTooMany ? `${missing} of ${of} cases are missing, expected at most ${MOST_MISSING * 100} %` : null
  if (metric.unit !== 'share') return { figure, tooManyMissing }
  const [known, gap] = [figure.value, missing / of]
  const low = Math.max(0, (isTooMany ? known : (figure.low ?? 0)) - known * gap)
  const high = Math.min(1, (isTooMany ? known : (figure.high ?? 1)) + (1 - known) * gap)
  return { figure: { ...figure, low, high, method: `${figure.method}, missing as 0 and as 1` }, tooManyMissing }
}
