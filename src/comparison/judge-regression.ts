import type { CaseScore } from '../schema/metric-definition.ts'
import type { GateResult } from '../schema/report.ts'
import { holm } from '../statistics/holm.ts'
import { alignScores, pairSides } from './align-scores.ts'
import type { PairedScores } from './align-scores.ts'
import { casesNeeded } from './cases-needed.ts'
import { ALPHA } from './alpha.ts'
import { regressionChange } from './regression-change.ts'
import type { GatedMetric, RegressionChange } from './regression-change.ts'

/** 5 points of a share, 5 % of anything else. */
export const DEFAULT_MARGIN = 0.05

/** The judgement of a regression gate: `value`, `low` and `high` are the change new − base (a relative one for cost and latency), 90 % two-sided. */
export type RegressionJudgement = Pick<GateResult, 'value' | 'low' | 'high' | 'verdict' | 'casesNeeded' | 'reason'>

/** A gate against a baseline: the scores of the run, those of the baseline, and how much worse is still accepted. */
export interface RegressionGate {
  current: readonly CaseScore[]
  base: readonly CaseScore[]
  metric: GatedMetric
  margin?: number | undefined
}

/**
 * Is the current run worse than a baseline, on the cases that both have? Gates of one family are given together, or a part of them with the
 * family's size: *failed* if worse by more than the margin at the one-sided 95 % bound, adjusted by Holm over the family; *passed* if that is not
 * so at the gate's own 95 % bound; else undecided with the cases needed. Shares differ absolutely, by t with two pseudo-cases; cost and latency by
 * the geometric mean of the cases' ratios. Shares with missing cases have the interval that these leave open; over 5 % of the pairs missing are
 * undecided.
 */
export function judgeRegressions(gates: readonly RegressionGate[], family: number = gates.length): RegressionJudgement[] {
  const prepared = gates.map(prepare)
  const pValues = prepared.map(({ pValue }) => pValue)
  const adjusted = holm(pValues, family > gates.length ? family : 0)
  return prepared.map((gate, index) => judge(gate, adjusted[index] ?? null, Math.max(family, gates.length)))
}

/** A single regression gate. */
export function judgeRegression(
  current: readonly CaseScore[],
  base: readonly CaseScore[],
  metric: GatedMetric,
  margin?: number,
): RegressionJudgement {
  return judgeRegressions([{ current, base, metric, margin }])[0] as RegressionJudgement
}

interface Prepared {
  paired: PairedScores
  change: RegressionChange | null
  direction: GatedMetric['direction']
  margin: number
  /** `null`: it takes no part in the family. */
  pValue: number | null
}

function prepare({ current, base, metric, margin = DEFAULT_MARGIN }: RegressionGate): Prepared {
  const paired = pairSides(alignScores([current, base]), 0, 1)
  const change = paired.pairs.length === 0 ? null : regressionChange(paired, metric)
  const pValue = change === null || paired.tooManyMissing ? null : change.worsePValue(margin)
  return { paired, change, direction: metric.direction, margin, pValue }
}

function judge({ paired, change, direction, margin }: Prepared, adjusted: number | null, gates: number): RegressionJudgement {
  if (paired.pairs.length === 0) return undecided('no case is in both the run and the baseline')
  if (!change) return undecided('the change cannot be computed: too few cases, or a ratio without a denominator')
  const { value, low, high } = change
  const shown = { value, low, high }
  if (paired.tooManyMissing) {
    const reason = `${paired.unpaired} of ${paired.rows.length} cases are missing on one side, expected at most 5 %`
    return { ...undecided(reason), ...shown }
  }
  // Worse is negative from here on, whatever the direction.
  const worst = direction === 'higher' ? low : -high
  const best = direction === 'higher' ? high : -low
  if (adjusted !== null && adjusted <= ALPHA) {
    return { ...shown, verdict: 'failed', casesNeeded: null, reason: `it is worse by more than ${margin}` }
  }
  if (worst > -margin) return { ...shown, verdict: 'passed', casesNeeded: null, reason: `not worse by more than ${margin} (shown at 95 %)` }
  if (best < -margin) {
    const p = Number((adjusted ?? 1).toPrecision(2))
    return { ...undecided(`alone it would be worse by more than ${margin}, but as one of ${gates} gates its p is ${p}`), ...shown }
  }
  const towards = direction === 'higher' ? value : -value
  const half = towards > -margin ? towards - worst : best - towards
  const needed = casesNeeded(paired.pairs.length, half, Math.abs(towards + margin))
  const many = needed === null ? '' : `; about ${needed} cases would decide it if the change stays the same`
  return { ...undecided(`a change of −${margin} lies inside the interval${many}`), ...shown, casesNeeded: needed }
}

const undecided = (reason: string): RegressionJudgement => ({
  value: null,
  low: null,
  high: null,
  verdict: 'undecided',
  casesNeeded: null,
  reason,
})
