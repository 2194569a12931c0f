import { gateRule } from '../comparison/gate-rule.ts'
import { judgeGate } from '../comparison/judge-gate.ts'
import { metricDefinition } from '../metrics/metrics.ts'
import { GATE_LEVEL } from '../schema/gate-level.ts'
import type { GateResult } from '../schema/report.ts'
import type { Gate, TaskSettings } from '../schema/task.ts'
import type { TrialRecord } from '../schema/trial-record.ts'

type GatedTask = Pick<TaskSettings, 'name' | 'trials'>

/**
 * What a gate says of one model's trials. Value and bounds are those of the gate's one-sided level; with fewer trials than `planned` it is skipped,
 * and a gate against a baseline that is not there is undecided.
 */
export function gateResult(task: GatedTask, planned: number, model: string, gate: Gate, trials: readonly TrialRecord[]): GateResult {
  const place = { task: task.name, model, metric: gate.metric, rule: gateRule(gate) }
  const without = (verdict: GateResult['verdict'], reason: string): GateResult => ({
    ...place,
    value: null,
    low: null,
    high: null,
    verdict,
    casesNeeded: null,
    reason,
  })
  const metric = metricDefinition(gate.metric)
  if (metric === null) return without('undecided', `this version knows no metric ${gate.metric}`)
  const run = trials.filter(({ status }) => status !== 'skipped').length
  if (run < planned) return without('skipped', `partial: ${run} of ${planned} trials were run`)
  const value = metric.compute(trials, task, GATE_LEVEL)
  const shown = { ...place, value: value.value, low: value.low, high: value.high }
  const hasLimits = gate.min !== undefined || gate.max !== undefined
  if (!hasLimits && gate.baseline !== undefined) {
    return { ...shown, verdict: 'undecided', casesNeeded: null, reason: `the baseline ${gate.baseline} is not there` }
  }
  return { ...shown, ...judgeGate(gate, value) }
}
