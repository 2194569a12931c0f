import { gateRule } from '../comparison/gate-rule.ts'
import { caseOrder } from '../random/case-order.ts'
import { noBaselines } from '../schema/find-baseline.ts'
import type { FindBaseline } from '../schema/find-baseline.ts'
import { isNotAsked } from '../schema/is-not-asked.ts'
import type { GateResult } from '../schema/report.ts'
import type { TrialRecord } from '../schema/trial-record.ts'
import { bothRules, partialGates, strictness } from './judge-gates.ts'
import type { RegressedTask } from './regression-gates.ts'
import { WatchedGates } from './watched-gates.ts'

export interface WatchedSuite {
  task: RegressedTask
  /** Trials of all the task's cases. */
  planned: number
  model: string
  /** Those that were asked, and those that were not because all gates were decided. */
  trials: readonly TrialRecord[]
  /** Of the run. */
  seed: number
  find?: FindBaseline | undefined
}

/**
 * What the gates of a task with `stop: decided` say of one model's trials, in the task's order: by the sequences that decided when to stop asking,
 * never by intervals that know nothing of the looking. With fewer trials than planned all are skipped, unless those were not asked for want of
 * anything to decide.
 */
export function watchedGateResults({ task, planned, model, trials, seed, find = noBaselines }: WatchedSuite): GateResult[] {
  const partial = partialGates(task, planned, model, trials)
  if (partial) return partial
  const watched = new WatchedGates(task, planned / task.trials.count, model, find)
  const judged = trials.find(({ judge }) => judge)?.judge
  for (const ofCase of askedInOrder(trials, seed, task.name)) watched.add(ofCase)
  const outcomes = watched.outcomes(judged ? `${judged.model} ${judged.promptHash}` : null)
  return task.gates.map((gate, index) => {
    const { threshold = null, regression = null } = outcomes[index] ?? {}
    const { decidedAfter: after, ...bounds } = threshold ?? NOTHING
    const { decidedAfter: against = null, ...base } = regression ?? NOTHING
    const outcome = threshold === null ? base : regression === null ? bounds : bothRules(bounds, base)
    const decided = [
      ...(threshold?.verdict === outcome.verdict ? [after] : []),
      ...(regression?.verdict === outcome.verdict ? [against] : []),
    ]
    const cases = decided.filter((each) => each != null)
    const decidedAfter = outcome.verdict === 'failed' ? Math.min(...cases) : Math.max(...cases)
    const place = { task: task.name, model, metric: gate.metric, rule: gateRule(gate), ...strictness(gate) }
    return { ...place, ...outcome, ...(cases.length === 0 || outcome.verdict === 'undecided' ? {} : { decidedAfter }) }
  })
}

const NOTHING = { value: null, low: null, high: null, verdict: 'undecided', casesNeeded: null, reason: null, decidedAfter: null } as const

/** The trials of each case, the cases in the order of asking, up to the first that was not asked. */
export function askedInOrder(trials: readonly TrialRecord[], seed: number, task: string): TrialRecord[][] {
  const cases = [...Map.groupBy(trials, (trial) => trial.case)]
  const ordered = caseOrder(cases, ([id]) => id, seed, task).map(([, ofCase]) => ofCase)
  const end = ordered.findIndex((ofCase) => ofCase.some(isNotAsked))
  return end === -1 ? ordered : ordered.slice(0, end)
}
