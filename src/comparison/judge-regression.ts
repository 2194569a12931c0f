import type { CaseScore, MetricDefinition } from '../schema/metric-definition.ts'
import type { GateResult } from '../schema/report.ts'
import { geometricMeanInterval } from '../statistics/geometric-mean-interval.ts'
import { pairedInterval } from '../statistics/paired-interval.ts'
import { alignScores, pairSides } from './align-scores.ts'
import type { PairedScores } from './align-scores.ts'
import { casesNeeded } from './cases-needed.ts'
import { GATE_LEVEL } from '../schema/gate-level.ts'
import { pairedDifference } from './paired-difference.ts'

/** 5 points of a share, 5 % of anything else. */
const DEFAULT_MARGIN = 0.05

/** The judgement of a regression gate: `value`, `low` and `high` are the change new − base (a relative one for cost and latency), 90 % two-sided. */
export type RegressionJudgement = Pick<GateResult, 'value' | 'low' | 'high' | 'verdict' | 'casesNeeded' | 'reason'>

/**
 * Is the current run worse than a baseline, on the cases that both have? Failed if it is worse by more than `margin` at the one-sided 95 %
 * bound, passed if it is not, else undecided with the cases needed. Shares differ absolutely, by t with two pseudo-cases; cost and latency by the geometric mean
 * of the cases' ratios. Undecided where more than 5 % of the pairs are missing.
 */
export function judgeRegression(
  current: readonly CaseScore[],
  base: readonly CaseScore[],
  metric: Pick<MetricDefinition, 'direction' | 'ratio' | 'unit'>,
  margin: number = DEFAULT_MARGIN,
): RegressionJudgement {
  const paired = pairSides(alignScores([current, base]), 0, 1)
  if (paired.pairs.length === 0) return undecided('no case is in both the run and the baseline')
  const change = metric.unit === 'share' ? absoluteChange(paired, metric) : relativeChange(paired)
  if (!change) return undecided('the change cannot be computed: too few cases, or a ratio without a denominator')
  const { value, low, high } = change
  const shown = { value, low, high }
  if (paired.tooManyMissing) {
    const reason = `${paired.unpaired} of ${paired.rows.length} cases are missing on one side, expected at most 5 %`
    return { ...undecided(reason), ...shown }
  }
  // Worse is negative from here on, whatever the direction.
  const worst = metric.direction === 'higher' ? low : -high
  const best = metric.direction === 'higher' ? high : -low
  if (best < -margin) return { ...shown, verdict: 'failed', casesNeeded: null, reason: `it is worse by more than ${margin}` }
  if (worst > -margin) return { ...shown, verdict: 'passed', casesNeeded: null, reason: `not worse by more than ${margin} (shown at 95 %)` }
  const towards = metric.direction === 'higher' ? value : -value
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

type Change = { value: number; low: number; high: number }

/** With pseudo-cases for right and wrong as well: there the score interval's one-sided error is over 5 % (enumerated, up to 6.2 % with 20 cases). */
function absoluteChange({ pairs }: PairedScores, metric: Pick<MetricDefinition, 'ratio' | 'unit'>): Change | null {
  const difference = pairedDifference(pairs, metric)
  if (!difference || difference.n < 2) return null
  return { value: difference.value, ...pairedInterval(difference.differences, GATE_LEVEL) }
}

function relativeChange({ pairs }: PairedScores): Change | null {
  const ratio = geometricMeanInterval(
    pairs.map(({ a, b }) => (a.score ?? 0) / (b.score ?? 0)),
    GATE_LEVEL,
  )
  if (!ratio || ratio.low === null || ratio.high === null || !Number.isFinite(ratio.value)) return null
  return { value: ratio.value - 1, low: ratio.low - 1, high: ratio.high - 1 }
}
