import type { CheckResult } from '../schema/check.ts'
import type { Result } from '../schema/report.ts'
import type { TrialRecord } from '../schema/trial-record.ts'
import { LEVEL } from '../statistics/interval.ts'
import { ProportionTally } from '../statistics/proportion-tally.ts'
import { shorten } from '../text/shorten.ts'

type Violation = Result['violations'][number]

/** Examples of one check and model, of as many cases. */
export const EXAMPLES_PER_CHECK = 3
const LONGEST_MESSAGE = 400

/**
 * What one check said of one model's answers: counts, and examples of its failures. Answers of a case must come one after another: the share
 * that failed has an interval over cases, and no case is kept.
 */
export class CheckTally {
  readonly #check: Pick<CheckResult, 'name' | 'kind' | 'severity'>
  readonly #cases = new ProportionTally()
  #undecided = 0
  #case: string | null = null
  #failedHere = 0
  #decidedHere = 0
  readonly examples: Violation[] = []

  constructor({ name, kind, severity }: CheckResult) {
    this.#check = { name, kind, severity }
  }

  add(result: CheckResult, trial: Pick<TrialRecord, 'case' | 'trial'>): void {
    if (result.verdict === 'undecided') {
      this.#undecided++
      return
    }
    if (trial.case !== this.#case) this.#endCase(trial.case)
    this.#decidedHere++
    if (result.verdict === 'passed') return
    this.#failedHere++
    if (this.examples.length < EXAMPLES_PER_CHECK && this.examples.at(-1)?.case !== trial.case)
      this.examples.push(violationOf(result, trial))
  }

  counted(): Result['checks'][number] {
    this.#endCase(null)
    const { successes: failed, trials: decided } = this.#cases
    return { ...this.#check, passed: decided - failed, failed, undecided: this.#undecided, failedShare: shareOf(this.#cases) }
  }

  #endCase(next: string | null): void {
    this.#cases.add(this.#failedHere, this.#decidedHere)
    this.#case = next
    this.#failedHere = 0
    this.#decidedHere = 0
  }
}

function violationOf({ name, severity, message, found, expected }: CheckResult, trial: Pick<TrialRecord, 'case' | 'trial'>): Violation {
  return {
    check: name,
    severity,
    case: trial.case,
    trial: trial.trial,
    message: shorten(message, LONGEST_MESSAGE),
    ...(found === undefined ? {} : { found }),
    ...(expected === undefined ? {} : { expected }),
  }
}

/** Of the decided answers, the share that failed. */
function shareOf(cases: ProportionTally): Result['checks'][number]['failedShare'] {
  const interval = cases.interval()
  return {
    value: interval?.value ?? null,
    low: interval?.low ?? null,
    high: interval?.high ?? null,
    level: LEVEL,
    n: cases.cases,
    method: interval === null ? 'none' : cases.trials === cases.cases ? 'Wilson' : 'Wilson, n_eff',
    unit: 'share',
    direction: 'lower',
    reason: interval === null ? 'it was decided for no answer' : null,
  }
}
