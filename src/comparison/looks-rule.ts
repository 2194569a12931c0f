import type { MetricDefinition } from '../schema/metric-definition.ts'
import type { TrialRecord } from '../schema/trial-record.ts'
import { plannedLooks } from '../statistics/planned-looks.ts'
import type { Look } from '../statistics/planned-looks.ts'
import type { WatchedOutcome, WatchedRule } from './watched-rule.ts'

/** What is said at a look, by all trials so far and at its level. */
export type JudgeAtLook = (trials: readonly TrialRecord[], look: Look) => Omit<WatchedOutcome, 'decidedAfter'>

/** Of fewer costs or latencies, which are skewed, the interval of a mean is approximate: the last look alone may take them. */
const LEAST_OF_SKEWED = 50

const NOTHING: WatchedOutcome = {
  value: null,
  low: null,
  high: null,
  verdict: 'undecided',
  casesNeeded: null,
  reason: 'no case was asked',
  decidedAfter: null,
}

/** A rule on a figure that no bets can be made on (micro averages, costs, medians), judged at (at most) five planned looks and at no other time. */
export class LooksRule implements WatchedRule {
  readonly #looks: readonly Look[]
  readonly #planned: number
  readonly #judge: JudgeAtLook
  #trials: TrialRecord[] = []
  #taken = 0
  #next = 0
  #outcome = NOTHING

  /** `planned`: cases that could be asked. */
  constructor(planned: number, { unit }: Pick<MetricDefinition, 'unit'>, judge: JudgeAtLook) {
    this.#planned = planned
    this.#looks = plannedLooks(planned).filter(({ cases }) => unit === 'share' || cases >= LEAST_OF_SKEWED || cases === planned)
    this.#judge = judge
  }

  get verdict(): WatchedRule['verdict'] {
    return this.#outcome.verdict === 'undecided' ? 'open' : this.#outcome.verdict
  }

  get atLeast(): number {
    return this.#looks[this.#next]?.cases ?? this.#planned
  }

  add(trials: readonly TrialRecord[]): void {
    this.#taken++
    if (this.verdict !== 'open') return
    this.#trials.push(...trials)
    const look = this.#looks[this.#next]
    if (look === undefined || this.#taken < look.cases) return
    this.#next++
    // Metrics keep what they have worked out of a list of trials: each look has its own.
    const found = this.#judge([...this.#trials], look)
    if (found.verdict === 'undecided') {
      this.#outcome = { ...found, decidedAfter: null }
      return
    }
    const which = `look ${this.#next} of ${this.#looks.length}`
    const because = found.reason === null ? '' : `: ${found.reason}`
    const reason = `decided after ${this.#taken} of ${this.#planned} cases (${which})${because}`
    this.#outcome = { ...found, reason, decidedAfter: this.#taken }
    this.#trials = []
  }

  outcome(): WatchedOutcome {
    return this.#outcome
  }
}
