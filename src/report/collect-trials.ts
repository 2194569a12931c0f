import type { CheckResult } from '../schema/check.ts'
import { isNotAsked } from '../schema/is-not-asked.ts'
import type { Result } from '../schema/report.ts'
import type { TrialRecord } from '../schema/trial-record.ts'
import { CheckTally } from './check-tally.ts'
import { LeanTrials } from './lean-trial.ts'

/** Of one model, whatever the number of checks: a case may have checks of its own. */
const MOST_EXAMPLES = 300
const SEVERITY_ORDER = { critical: 0, warning: 1, info: 2 } as const

/** What is kept of one model's trials of one task: no answers, no ids of calls, no messages but the examples. */
export interface ModelTrials {
  trials: TrialRecord[]
  /** Those that were not asked because all gates were decided: neither failed nor missing. */
  notAsked: TrialRecord[]
  checks: Result['checks']
  /** Examples of each failing check, critical ones first. */
  violations: Result['violations']
  errors: Result['errors']
}

/** Collects trials one by one, keeping what metrics and reports need. */
class TrialCollector {
  readonly #trials: TrialRecord[] = []
  readonly #notAsked: TrialRecord[] = []
  readonly #lean = new LeanTrials()
  readonly #checks = new Map<string, CheckTally>()
  readonly #errors = new Map<string, Result['errors'][number]>()
  /** Equal verdicts without their messages, shared by all trials. */
  readonly #bare = new Map<string, CheckResult>()

  add(trial: TrialRecord): void {
    for (const check of trial.checks) this.#count(check, trial)
    if (trial.error !== null && trial.status === 'errored') this.#countError(trial.error.kind, trial.error.message)
    const checks = trial.checks.map((check) => this.#bareOf(check))
    const into = isNotAsked(trial) ? this.#notAsked : this.#trials
    into.push(this.#lean.of(trial, checks))
  }

  collected(): ModelTrials {
    const tallies = [...this.#checks.values()]
    const violations = tallies
      .flatMap(({ examples }) => examples)
      .toSorted((a, b) => SEVERITY_ORDER[a.severity] - SEVERITY_ORDER[b.severity])
      .slice(0, MOST_EXAMPLES)
    const checks = tallies.map((tally) => tally.counted())
    const errors = [...this.#errors.values()].toSorted((a, b) => b.count - a.count)
    return { trials: this.#trials, notAsked: this.#notAsked, checks, violations, errors }
  }

  #count(check: CheckResult, trial: Pick<TrialRecord, 'case' | 'trial'>): void {
    const known = this.#checks.get(check.name)
    const tally = known ?? new CheckTally(check)
    if (!known) this.#checks.set(check.name, tally)
    tally.add(check, trial)
  }

  #countError(kind: string, message: string): void {
    const known = this.#errors.get(kind) ?? { kind, count: 0, example: message }
    known.count++
    this.#errors.set(kind, known)
  }

  #bareOf({ name, kind, severity, verdict }: CheckResult): CheckResult {
    const key = JSON.stringify([name, kind, severity, verdict])
    const known = this.#bare.get(key) ?? { name, kind, severity, verdict, message: '' }
    this.#bare.set(key, known)
    return known
  }
}

/** Reads all trials once, by task and model, in the order in which they come: those of a case one after another, as records are read. */
export async function collectTrials(trials: AsyncIterable<TrialRecord>): Promise<Map<string, Map<string, ModelTrials>>> {
  const tasks = new Map<string, Map<string, TrialCollector>>()
  for await (const trial of trials) {
    const models = tasks.get(trial.task) ?? new Map<string, TrialCollector>()
    tasks.set(trial.task, models)
    const collector = models.get(trial.model) ?? new TrialCollector()
    models.set(trial.model, collector)
    collector.add(trial)
  }
  return new Map(
    [...tasks].map(([task, models]) => [task, new Map([...models].map(([model, collector]) => [model, collector.collected()]))]),
  )
}

/** What is there of a model none of whose trials was recorded. */
export const noTrials = (): ModelTrials => ({ trials: [], notAsked: [], checks: [], violations: [], errors: [] })
