import { caseScore } from '../comparison/paired-scores-of.ts'
import { watchRegression } from '../comparison/watch-regression.ts'
import { watchThreshold } from '../comparison/watch-threshold.ts'
import type { WatchedOutcome, WatchedRule } from '../comparison/watched-rule.ts'
import { metricDefinition } from '../metrics/metrics.ts'
import type { FindBaseline } from '../schema/find-baseline.ts'
import type { Gate } from '../schema/task.ts'
import type { TrialRecord } from '../schema/trial-record.ts'
import { baseOfGate, changedSince, changeOf } from './regression-gates.ts'
import type { GateBase, RegressedTask, RegressionOutcome } from './regression-gates.ts'

/** What is said of a gate: of its bounds, and of its baseline; `null`: it has none. */
export interface WatchedGateOutcome {
  threshold: WatchedOutcome | null
  regression: (RegressionOutcome & { decidedAfter?: number | null }) | null
}

interface Watched {
  threshold: WatchedRule | null
  /** What is there to watch, or what is said of it whatever is asked. */
  regression: { rule: WatchedRule; found: GateBase } | RegressionOutcome | null
}

/**
 * The gates of one suite (task × model) while its cases are asked in seeded order: each rule by an anytime-valid sequence, or at planned looks.
 * Verdicts are final, and depend on the answers and the order alone.
 */
export class WatchedGates {
  readonly #task: RegressedTask
  readonly #gates: Watched[]
  readonly #rules: WatchedRule[][]
  #taken = 0
  #pairs = 0
  readonly #hashes: ReadonlySet<string>

  /** `planned`: the task's cases. */
  constructor(task: RegressedTask, planned: number, model: string, find: FindBaseline) {
    this.#task = task
    const bases = task.gates.map((gate) => baseOf(gate, task, model, find))
    const found = bases.filter((base): base is GateBase => base !== null && 'base' in base)
    const family = found.length * found.reduce((most, { suites }) => Math.max(most, suites), 1)
    this.#hashes = new Set(found.flatMap(({ base }) => base.model.cases.map(({ caseHash }) => caseHash)))
    this.#gates = task.gates.map((gate, index) => {
      const metric = metricDefinition(gate.metric)
      const base = bases[index] ?? null
      const hasLimits = gate.min !== undefined || gate.max !== undefined
      return {
        threshold: hasLimits && metric ? watchThreshold(gate, metric, task, planned) : null,
        regression: base !== null && 'base' in base ? { rule: regressionRule(gate, base, task, planned, family), found: base } : base,
      }
    })
    this.#rules = this.#gates.map(({ threshold, regression }) => [
      ...(threshold ? [threshold] : []),
      ...(regression && 'rule' in regression ? [regression.rule] : []),
    ])
  }

  /** Takes the next case: all its trials. */
  add(trials: readonly TrialRecord[]): void {
    for (const rules of this.#rules) for (const rule of rules) rule.add(trials)
    this.#taken++
    if (trials[0] && this.#hashes.has(trials[0].caseHash)) this.#pairs++
  }

  /** Is nothing left to decide? Never where there was nothing that could be. */
  get isDecided(): boolean {
    return this.#rules.some((rules) => rules.length > 0) && this.#rules.every((rules) => !isOpen(rules))
  }

  /** Not all gates are decided before so many cases. */
  get atLeast(): number {
    const open = this.#rules
      .filter(isOpen)
      .map((rules) => Math.min(...rules.filter(({ verdict }) => verdict === 'open').map(({ atLeast }) => atLeast)))
    return Math.max(0, ...open)
  }

  /** What is said of each gate by the cases so far. `judge`: that of the trials, by which the baseline's is compared. */
  outcomes(judge: string | null): WatchedGateOutcome[] {
    return this.#gates.map(({ threshold, regression }) => ({
      threshold: threshold && threshold.outcome(),
      regression: regression && 'rule' in regression ? this.#regressionOutcome(regression, judge) : regression,
    }))
  }

  #regressionOutcome({ rule, found }: { rule: WatchedRule; found: GateBase }, judge: string | null): WatchedGateOutcome['regression'] {
    const { baseline, run, metric } = found
    const changed = changedSince(found, this.#task, { judge })
    if (changed) return changed
    const outcome = rule.outcome()
    const others = this.#taken - this.#pairs
    const note = others === 0 || outcome.reason === null ? '' : `; ${others} of ${this.#taken} cases are not in the baseline`
    const reason = outcome.reason === null ? null : outcome.reason + note
    return { ...outcome, reason, regression: { baseline, ...run, pairs: this.#pairs, change: changeOf(metric) } }
  }
}

/** One rule that has failed fails its gate; it passes by all. */
const isOpen = (rules: readonly WatchedRule[]): boolean =>
  rules.some(({ verdict }) => verdict === 'open') && !rules.some(({ verdict }) => verdict === 'failed')

/** The baseline of a gate. What its judge was is compared in the end: a first answer without one says nothing yet. */
function baseOf({ metric, baseline }: Gate, task: RegressedTask, model: string, find: FindBaseline): GateBase | RegressionOutcome | null {
  if (baseline === undefined) return null
  const found = baseOfGate({ metric, baseline }, task, model, find)
  return ('base' in found ? changedSince(found, task, found.base.model) : null) ?? found
}

function regressionRule(
  { margin }: Gate,
  { metric, base, baseline }: GateBase,
  task: RegressedTask,
  planned: number,
  family: number,
): WatchedRule {
  const scores = base.model.cases.flatMap((subject) => caseScore(subject, metric.name) ?? [])
  return watchRegression({ gate: { margin, baseline }, metric, base: scores, family }, task, planned)
}
