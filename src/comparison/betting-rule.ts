import { mean } from 'simple-statistics'
import { GATE_LEVEL } from '../schema/gate-level.ts'
import type { TrialRecord } from '../schema/trial-record.ts'
import { bettingInterval } from '../statistics/betting-sequence.ts'
import type { Interval } from '../statistics/interval.ts'
import { casesNeeded } from './cases-needed.ts'
import type { GateWatch } from './gate-watch.ts'
import type { WatchedOutcome, WatchedRule } from './watched-rule.ts'

export interface BettingRuleOptions {
  watch: GateWatch
  /** Cases that could be asked. */
  planned: number
  /** A case's score, and that of the baseline; `null`: missing. `undefined`: the rule does not apply to the case. */
  scoreOf(trials: readonly TrialRecord[]): { score: number | null; base: number | null } | undefined
  /** Is the difference to the baseline what is bounded? */
  isPaired: boolean
  /** What the figure must be between. */
  limits: { min: number; max: number }
}

/** A rule on a mean of scores in 0..1, or of their differences to a baseline, watched by bets: it may be decided after any case. */
export class BettingRule implements WatchedRule {
  readonly #options: BettingRuleOptions
  /** Scores, or differences, in 0..1 as they are bet on; `null` is missing. */
  readonly #values: (number | null)[] = []
  #taken = 0
  #decidedAfter: number | null = null

  constructor(options: BettingRuleOptions) {
    this.#options = options
  }

  get verdict(): WatchedRule['verdict'] {
    return this.#options.watch.verdict
  }

  get atLeast(): number {
    return this.#taken + 1
  }

  add(trials: readonly TrialRecord[]): void {
    this.#taken++
    const found = this.#options.scoreOf(trials)
    if (found === undefined) return
    const { score, base } = found
    const { watch, isPaired } = this.#options
    const value = isPaired && score !== null && base !== null ? (1 + score - base) / 2 : isPaired ? null : score
    this.#values.push(value)
    watch.add(score, base)
    if (watch.verdict !== 'open') this.#decidedAfter ??= this.#taken
  }

  outcome(): WatchedOutcome {
    const { isPaired, planned } = this.#options
    const scale = (value: number): number => (isPaired ? 2 * value - 1 : value)
    const known = this.#values.filter((value) => value !== null)
    const { low, high } = bettingInterval(this.#values, planned, GATE_LEVEL)
    const shown = { value: known.length === 0 ? null : scale(mean(known)), low: scale(low), high: scale(high) }
    if (this.verdict === 'open') return { ...shown, verdict: 'undecided', decidedAfter: null, ...this.#needed(shown) }
    const reason = `decided after ${this.#decidedAfter} of ${planned} cases, by bets that hold whenever asking stops`
    return { ...shown, verdict: this.verdict, casesNeeded: null, decidedAfter: this.#decidedAfter, reason }
  }

  #needed({ value, low, high }: Interval & { value: number | null }): Pick<WatchedOutcome, 'casesNeeded' | 'reason'> {
    const { min, max } = this.#options.limits
    if (value === null) return { casesNeeded: null, reason: 'no case has a score' }
    const open = low < min ? min : max
    const needed = casesNeeded(this.#values.length, Math.abs((value < open ? high : low) - value), Math.abs(value - open))
    const many = needed === null ? '' : `; about ${needed} cases would decide it if the value stays ${show(value)}`
    const interval = `anytime-valid ${Math.round(GATE_LEVEL * 100)} % interval ${show(low)} to ${show(high)}`
    return {
      casesNeeded: needed,
      reason: `the ${interval} contains ${show(open)} after ${this.#taken} of ${this.#options.planned} cases${many}`,
    }
  }
}

const show = (value: number): string => String(Number(value.toPrecision(4)))
