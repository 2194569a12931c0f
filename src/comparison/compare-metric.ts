import { metricDefinition } from '../metrics/metrics.ts'
import type { BaselineCase } from '../schema/baseline.ts'
import type { MetricDefinition } from '../schema/metric-definition.ts'
import type { MetricComparison } from '../schema/run-comparison.ts'
import { LEVEL } from '../statistics/interval.ts'
import { alignScores, pairSides } from './align-scores.ts'
import type { PairedScores } from './align-scores.ts'
import { outcome } from './compare-models.ts'
import type { ComparedPair } from './compare-models.ts'
import { pairedDifference } from './paired-difference.ts'
import { pairedScoresOf } from './paired-scores-of.ts'
import { scoreOf } from './score-of.ts'

/** One metric of one model on the paired cases of two runs, before it is tested. */
export interface OpenComparison {
  metric: MetricDefinition
  pair: ComparedPair
  notNumbers: number
  aligned: number
}

/** Aligns the two sides. `null`: this version knows no such metric. */
export function openComparison(name: string, pairs: readonly { a: BaselineCase; b: BaselineCase }[]): OpenComparison | null {
  const metric = metricDefinition(name)
  if (metric === null) return null
  const scores = pairedScoresOf(pairs, name)
  const aligned = alignScores([scores.b, scores.a])
  const paired = pairSides(aligned, 0, 1)
  const pair = { a: 'b', b: 'a', paired, difference: pairedDifference(paired.pairs, metric) }
  return { metric, pair, notNumbers: scores.notNumbers, aligned: aligned.rows.length }
}

export interface ClosingFacts {
  primary: boolean
  pValue: number | null
  /** `null`: exploratory. */
  adjustedPValue: number | null
  /** Tests of its family. */
  tests: number
  margin: number | null
  /** Why no verdict can be given whatever the figures; `null`: one can. */
  incomparable: string | null
}

/** Has either side a score? */
export const hasScores = ({ pair }: OpenComparison): boolean => pair.paired.rows.some(({ a, b }) => a !== null || b !== null)

/** The comparison with its verdict, by the adjusted p where it has one. */
export function closeComparison(open: OpenComparison, facts: ClosingFacts): MetricComparison {
  const { metric, pair } = open
  const { primary, pValue, adjustedPValue, tests, margin, incomparable } = facts
  const found = outcome(pair, metric, primary ? adjustedPValue : pValue, margin, tests)
  const { pairs } = pair.paired
  const figure = (side: 'a' | 'b') =>
    scoreOf(
      pairs.map((each) => each[side]),
      metric,
    )
  const { unpaired: missing, reason, ...rest } = found
  return {
    metric: metric.name,
    primary,
    unit: metric.unit,
    direction: metric.direction,
    // The first side of the pair is the newer run.
    a: figure('b'),
    b: figure('a'),
    ...rest,
    missing,
    level: LEVEL,
    pValue,
    adjustedPValue,
    margin,
    verdict: incomparable === null ? found.verdict : 'undecided',
    reason: reasonOf(open, found.verdict === 'undecided', incomparable, reason),
  }
}

function reasonOf(
  { pair, notNumbers, aligned }: OpenComparison,
  undecided: boolean,
  incomparable: string | null,
  contradiction: string | null,
): string | null {
  const { paired } = pair
  const parts = [
    ...(incomparable === null ? [] : [incomparable]),
    ...(notNumbers === 0 ? [] : [`${notNumbers} scores are not finite numbers and count as missing`]),
    ...(undecided ? [contradiction ?? undecidedReason(paired, aligned)] : []),
    ...(!undecided && paired.pairs.length === 1 ? ['one case says nothing of others'] : []),
  ]
  return parts.length === 0 ? null : parts.join('; ')
}

function undecidedReason({ pairs, unpaired, tooManyMissing }: PairedScores, of: number): string {
  if (pairs.length === 0) return 'no case has a score on both sides'
  if (tooManyMissing) return `${unpaired} of ${of} pairs lack a score on one side, expected at most 5 %`
  return unpaired > 0 ? `${unpaired} of ${of} pairs lack a score, which could undo the difference` : 'there are no items to count'
}
