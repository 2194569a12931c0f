import type { CaseScore, MetricDefinition } from '../schema/metric-definition.ts'
import type { Gate } from '../schema/task.ts'
import { BettingSequence } from '../statistics/betting-sequence.ts'
import { ALPHA } from './alpha.ts'
import { DEFAULT_MARGIN } from './judge-regression.ts'

/** A gate that is watched while cases are asked. */
export interface GateWatch {
  /**
   * The next case in the run's seeded order (not in that of arrival): its score, and for a gate against a baseline that of the same case there.
   * `null` is missing: it counts against either verdict. A case that the metric does not apply to is not given.
   */
  add(score: number | null, base?: number | null): void
  /** Final once it is not *open*: each of the two is wrong with a probability of at most 5 %, however long and often one looks. */
  readonly verdict: 'passed' | 'failed' | 'open'
}

type Watched = Pick<Gate, 'min' | 'max' | 'bound' | 'baseline' | 'margin'>

/**
 * Watches a gate on the mean of scores in 0..1 by bets (`BettingSequence`), for `planned` > 0 cases: against its bounds, or against the margin below
 * a baseline. `null` for what is no such mean, as micro averages (a `ratio` where the task's output is a set, `isSet`), cost and latency (those are
 * judged at `plannedLooks`), and for gates that compare the bare value or have nothing to compare with. Of a family of so many gates *failed* is
 * said at 5 % of all together (Bonferroni), *passed* of each on its own.
 */
export function watchGate(
  gate: Watched,
  metric: Pick<MetricDefinition, 'direction' | 'unit' | 'ratio'>,
  planned: number,
  isSet = false,
  family = 1,
): GateWatch | null {
  if (metric.unit !== 'share' || (metric.ratio && isSet) || gate.bound === 'value' || planned < 1) return null
  const { min, max, baseline, margin = DEFAULT_MARGIN } = gate
  const sides: Side[] = []
  if (min !== undefined) sides.push(new Side(min, planned, family, (score) => score))
  if (max !== undefined) sides.push(new Side(1 - max, planned, family, (score) => 1 - score))
  if (baseline !== undefined) {
    const sign = metric.direction === 'higher' ? 1 : -1
    sides.push(new Side((1 - margin) / 2, planned, family, (score, base) => (1 + sign * (score - base)) / 2, true))
  }
  return sides.length === 0 ? null : new SideWatch(sides)
}

/** Whether a case's scores are missing, and what they could be. */
const ends = (score: number | null): [number, number] => (score === null ? [0, 1] : [score, score])

/** A mean that must be at least a bound: missing scores are the worst in the bets for it, the best in those against it. */
class Side {
  readonly isPaired: boolean
  readonly #family: number
  readonly #value: (score: number, base: number) => number
  readonly #least: BettingSequence
  readonly #most: BettingSequence
  verdict: GateWatch['verdict'] = 'open'

  constructor(bound: number, planned: number, family: number, value: (score: number, base: number) => number, isPaired = false) {
    this.#family = family
    this.isPaired = isPaired
    this.#value = value
    this.#least = new BettingSequence(bound, planned)
    this.#most = new BettingSequence(bound, planned)
  }

  add(score: number | null, base: number | null): void {
    const values = ends(score).flatMap((a) => ends(base).map((b) => this.#value(a, b)))
    this.#least.add(Math.min(...values))
    this.#most.add(Math.max(...values))
    if (this.verdict !== 'open') return
    if (this.#most.wealth.below >= this.#family / ALPHA) this.verdict = 'failed'
    else if (this.#least.wealth.above >= 1 / ALPHA) this.verdict = 'passed'
  }
}

class SideWatch implements GateWatch {
  readonly #sides: readonly Side[]

  constructor(sides: readonly Side[]) {
    this.#sides = sides
  }

  add(score: number | null, base: number | null = null): void {
    for (const side of this.#sides) side.add(score, side.isPaired ? base : 0)
  }

  get verdict(): GateWatch['verdict'] {
    if (this.#sides.some(({ verdict }) => verdict === 'failed')) return 'failed'
    return this.#sides.every(({ verdict }) => verdict === 'passed') ? 'passed' : 'open'
  }
}

/** What watching a gate came to. */
export interface EarlyVerdict {
  verdict: GateWatch['verdict']
  /** The cases after which it was decided; all of them where it is open. */
  cases: number
}

/**
 * The verdict of a watched gate over cases in their seeded order, and how many of them it took. Cases of the baseline are found by caseHash; one
 * that is not there is missing.
 */
export function watchCases(watch: GateWatch, ordered: readonly CaseScore[], base: readonly CaseScore[] = []): EarlyVerdict {
  const byHash = new Map(base.map((score) => [score.caseHash, score.score]))
  for (const [index, { score, caseHash }] of ordered.entries()) {
    watch.add(score, byHash.get(caseHash) ?? null)
    if (watch.verdict !== 'open') return { verdict: watch.verdict, cases: index + 1 }
  }
  return { verdict: 'open', cases: ordered.length }
}
