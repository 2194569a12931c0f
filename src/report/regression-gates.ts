import { incomparable } from '../comparison/incomparable.ts'
import { judgeRegressions } from '../comparison/judge-regression.ts'
import type { RegressionGate, RegressionJudgement } from '../comparison/judge-regression.ts'
import { pairCases } from '../comparison/pair-cases.ts'
import { pairedScoresOf } from '../comparison/paired-scores-of.ts'
import { metricDefinition } from '../metrics/metrics.ts'
import type { BaselineModel, BaselineTask } from '../schema/baseline.ts'
import type { FindBaseline } from '../schema/find-baseline.ts'
import type { MetricDefinition } from '../schema/metric-definition.ts'
import type { GateResult } from '../schema/report.ts'
import type { Gate, TaskSettings } from '../schema/task.ts'
import type { TrialRecord } from '../schema/trial-record.ts'
import { matchingHash, scoreModel } from './score-run.ts'

/** What regression gates read of a task. */
export type RegressedTask = Pick<TaskSettings, 'name' | 'trials' | 'gates' | 'output' | 'pairing' | 'checksHash'>

/** What is said of one gate against its baseline. */
export type RegressionOutcome = RegressionJudgement & Pick<GateResult, 'regression'>

const undecided = (reason: string): RegressionOutcome => ({
  value: null,
  low: null,
  high: null,
  verdict: 'undecided',
  casesNeeded: null,
  reason,
})

interface Judgeable {
  gate: RegressionGate
  regression: NonNullable<GateResult['regression']>
  /** Cases of the run that the baseline does not have, or has otherwise. */
  others: number
  /** Suites (task × model) of the baseline: no more can be judged against it in one run. */
  suites: number
}

/**
 * The regression gates of one suite (task × model); `null` in the place of a gate without a baseline. The gates of all suites that the baseline has
 * are one family on the fail side, of which each suite has an equal share: a run without any change fails in at most 5 of 100. Cases are paired by
 * caseHash alone: one whose input or gold has changed is another case. Without a baseline, or one of this task, model and metric, a gate is
 * undecided, with the command that sets one; so it is where the baseline cannot be read, or the metric was measured by others then.
 */
export function regressionGates(
  task: RegressedTask,
  model: string,
  trials: readonly TrialRecord[],
  find: FindBaseline,
): (RegressionOutcome | null)[] {
  const metrics = [...new Set(task.gates.map(({ metric }) => metric))]
  const current = scoreModel(model, undefined, trials, metrics)
  const prepared = task.gates.map((gate) => (gate.baseline === undefined ? null : prepare(gate, gate.baseline, task, current, find)))
  const judgeable = prepared.filter((each): each is Judgeable => each !== null && 'gate' in each)
  const suites = judgeable.reduce((most, each) => Math.max(most, each.suites), 1)
  const judged = judgeRegressions(
    judgeable.map(({ gate }) => gate),
    judgeable.length * suites,
  )
  return prepared.map((each) => {
    if (each === null || !('gate' in each)) return each
    const judgement = judged[judgeable.indexOf(each)] as RegressionJudgement
    const note = each.others === 0 ? '' : `; ${each.others} of ${each.others + each.regression.pairs} cases are not in the baseline`
    return { ...judgement, reason: judgement.reason === null ? null : judgement.reason + note, regression: each.regression }
  })
}

function prepare(
  { metric: name, margin }: Gate,
  baseline: string,
  task: RegressedTask,
  current: BaselineModel,
  find: FindBaseline,
): Judgeable | RegressionOutcome {
  const found = baseOfGate({ metric: name, baseline }, task, current.model, find)
  if (!('base' in found)) return found
  const { metric, base, suites, run } = found
  const changed = changedSince(found, task, current)
  if (changed !== null) return changed
  const pairs = pairCases(base.model.cases, current.cases).pairs.filter(({ by }) => by === 'hash')
  const { a, b } = pairedScoresOf(pairs, name)
  return {
    gate: { current: b, base: a, metric, margin },
    regression: { baseline, ...run, pairs: pairs.length, change: changeOf(metric) },
    others: current.cases.length - pairs.length,
    suites,
  }
}

/** What a gate against a baseline is held against. */
export interface GateBase {
  metric: MetricDefinition
  baseline: string
  base: { task: BaselineTask; model: BaselineModel }
  /** Suites (task × model) of the baseline. */
  suites: number
  run: { runId: string; commit: string | null }
}

/** How changes of a metric are given. */
export const changeOf = ({ unit }: Pick<MetricDefinition, 'unit'>): 'absolute' | 'relative' => (unit === 'share' ? 'absolute' : 'relative')

const settingOf = (baseline: string): string =>
  `set it with \`taskbench baseline set RUN${baseline === 'main' ? '' : ` --name ${baseline}`}\``

/** The baseline of a gate, task and model; what is said of the gate where there is none. */
export function baseOfGate(
  { metric: name, baseline }: { metric: string; baseline: string },
  task: Pick<RegressedTask, 'name'>,
  model: string,
  find: FindBaseline,
): GateBase | RegressionOutcome {
  const metric = metricDefinition(name)
  if (metric === null) return undecided(`this version knows no metric ${name}`)
  const found = find(baseline)
  const setting = settingOf(baseline)
  if (found.kind === 'unreadable') return undecided(`the baseline ${baseline} cannot be read: ${found.problem}`)
  if (found.kind === 'absent') return undecided(`there is no baseline ${baseline}: ${setting}`)
  const base = ofModel(found.baseline.tasks, task.name, model)
  if (typeof base === 'string') return undecided(`the baseline ${baseline} has no ${base}: ${setting}`)
  if (!base.task.metrics.includes(name)) return undecided(`the baseline ${baseline} has no scores by ${name}: ${setting}`)
  const { id: runId, commit } = found.baseline.run
  const suites = found.baseline.tasks.reduce((sum, { models }) => sum + models.length, 0)
  return { metric, baseline, base, suites, run: { runId, commit } }
}

/** What is said of a gate whose metric was measured by others when its baseline was set; `null`: it was not. */
export function changedSince(
  { metric, baseline, base }: GateBase,
  task: Pick<RegressedTask, 'checksHash' | 'output' | 'pairing'>,
  current: Pick<BaselineModel, 'judge'>,
): RegressionOutcome | null {
  const changed = incomparable(
    metric,
    { task: base.task, model: base.model },
    { task: { checksHash: task.checksHash, matchingHash: matchingHash(task) }, model: current },
  )
  return changed === null ? null : undecided(`since the baseline ${baseline} was set ${changed}; ${settingOf(baseline)}`)
}

function ofModel(tasks: readonly BaselineTask[], name: string, label: string): { task: BaselineTask; model: BaselineModel } | string {
  const task = tasks.find((each) => each.task === name)
  const model = task?.models.find((each) => each.model === label)
  if (!task) return `task ${name}`
  return model ? { task, model } : `model ${label} in ${name}`
}
