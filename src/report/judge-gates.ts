import { gateRule } from '../comparison/gate-rule.ts'
import { gateFigure } from '../comparison/gate-figure.ts'
import { judgeGate } from '../comparison/judge-gate.ts'
import { metricDefinition } from '../metrics/metrics.ts'
import { noBaselines } from '../schema/find-baseline.ts'
import type { FindBaseline } from '../schema/find-baseline.ts'
import { isNotAsked } from '../schema/is-not-asked.ts'
import type { GateResult } from '../schema/report.ts'
import type { Gate } from '../schema/task.ts'
import type { TrialRecord } from '../schema/trial-record.ts'
import { regressionGates } from './regression-gates.ts'
import type { RegressedTask, RegressionOutcome } from './regression-gates.ts'

/**
 * What the gates of a suite say of one model's trials, in the task's order. Values and bounds are those of the gates' one-sided level, of gates
 * against a baseline alone the change. With fewer trials than `planned` all are skipped.
 */
export function gateResults(
  task: RegressedTask,
  planned: number,
  model: string,
  trials: readonly TrialRecord[],
  find: FindBaseline = noBaselines,
): GateResult[] {
  const partial = partialGates(task, planned, model, trials)
  if (partial) return partial
  const placeOf = placing(task, model)
  const hasBaseline = task.gates.some(({ baseline }) => baseline !== undefined)
  const regressions = hasBaseline ? regressionGates(task, model, trials, find) : []
  return task.gates.map((gate, index) => {
    const regression = regressions[index] ?? null
    if (regression !== null && !hasLimits(gate)) return { ...placeOf(gate), ...regression }
    const threshold = thresholdResult(task, gate, trials)
    return { ...placeOf(gate), ...(regression === null ? threshold : bothRules(threshold, regression)) }
  })
}

const placing = (task: RegressedTask, model: string) => (gate: Gate) => ({
  task: task.name,
  model,
  metric: gate.metric,
  rule: gateRule(gate),
  ...strictness(gate),
})

/** Of gates with `undecided: fail`. */
export const strictness = ({ undecided }: Gate): Pick<GateResult, 'undecided'> => (undecided === 'fail' ? { undecided } : {})

/** All gates skipped, where fewer trials than planned were run; those that there was no need to ask are not missed. `null`: all are there. */
export function partialGates(task: RegressedTask, planned: number, model: string, trials: readonly TrialRecord[]): GateResult[] | null {
  const run = trials.filter((trial) => trial.status !== 'skipped' || isNotAsked(trial)).length
  if (run >= planned) return null
  const placeOf = placing(task, model)
  const reason = `partial: ${run} of ${planned} trials were run`
  return task.gates.map((gate) => ({ ...placeOf(gate), ...nothing, verdict: 'skipped', reason }))
}

type Outcome = Omit<GateResult, 'task' | 'model' | 'metric' | 'rule' | 'undecided'>

const nothing = { value: null, low: null, high: null, casesNeeded: null }
const hasLimits = ({ min, max }: Gate): boolean => min !== undefined || max !== undefined

function thresholdResult(task: RegressedTask, gate: Gate, trials: readonly TrialRecord[]): Outcome {
  const metric = metricDefinition(gate.metric)
  if (metric === null) return { ...nothing, verdict: 'undecided', reason: `this version knows no metric ${gate.metric}` }
  const { figure, tooManyMissing } = gateFigure(metric, trials, task)
  return { value: figure.value, low: figure.low, high: figure.high, ...judgeGate(gate, figure, tooManyMissing) }
}

/** The worst first: what one of two rules says decides. */
const WORST = ['failed', 'undecided', 'passed'] as const

/** A gate with a threshold and a baseline passes if it keeps to both. Value and bounds are those of the threshold. */
export function bothRules(threshold: Outcome, { verdict, reason, casesNeeded }: RegressionOutcome): Outcome {
  const reasons = [threshold.reason, reason].filter((each) => each !== null)
  const needed = [threshold.casesNeeded, casesNeeded].filter((each) => each !== null)
  return {
    ...threshold,
    verdict: WORST.find((each) => each === threshold.verdict || each === verdict) ?? 'undecided',
    casesNeeded: needed.length === 0 ? null : Math.max(...needed),
    reason: reasons.length === 0 ? null : reasons.join('; '),
  }
}
