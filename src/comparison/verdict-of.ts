import type { MetricDefinition } from '../schema/metric-definition.ts'
import type { Comparison } from '../schema/report.ts'
import { LEVEL } from '../statistics/interval.ts'
import type { Interval } from '../statistics/interval.ts'
import type { PairedScores } from './align-scores.ts'
import { ALPHA } from './alpha.ts'
import { missingReach } from './missing-bounds.ts'
import type { PairedDifference } from './paired-difference.ts'

const LEAST_EQUIVALENT = 20
const NO_VARIANCE = 1e-12

/** What is said of a against b; `reason`: why what the test found is not said. */
export interface PairVerdict {
  verdict: Comparison['verdict']
  reason: string | null
}

interface Judged {
  paired: PairedScores
  difference: PairedDifference
  metric: Pick<MetricDefinition, 'direction' | 'unit'>
  p: number | null
  margin: number | null
  tests: number
}

/**
 * *Better* or *worse* where the (adjusted) p is at most α, the interval that is shown leaves 0 out, and whatever the missing scores are changes nothing;
 * *undecided* where one of the two says otherwise; *equivalent* with the 90 % interval inside the margin.
 */
export function verdictOf({ paired, difference, metric, p, margin, tests }: Judged): PairVerdict {
  const { value, n, se } = difference
  if (p !== null && p <= ALPHA && value !== 0) {
    if (!holdsWhateverIsMissing(difference, missingReach(paired.rows, metric), tests)) return { verdict: 'undecided', reason: null }
    if (!isApart(difference.interval(LEVEL), value)) return { verdict: 'undecided', reason: contradiction(difference) }
    return { verdict: value > 0 === (metric.direction === 'higher') ? 'better' : 'worse', reason: null }
  }
  const inner = margin !== null && n >= LEAST_EQUIVALENT && (se ?? 0) > NO_VARIANCE ? difference.interval(1 - 2 * ALPHA) : null
  const reach = inner ? missingReach(paired.rows, metric) : null
  if (inner && reach && margin !== null && inner.low + reach.low > -margin && inner.high + reach.high < margin) {
    return { verdict: 'equivalent', reason: null }
  }
  return { verdict: 'no difference found', reason: null }
}

/** The test of a difference. */
export const testName = ({ discordant }: Pick<PairedDifference, 'discordant'>): string => (discordant ? 'exact McNemar' : 'sign flips')

/** Does an interval leave 0 out, on the side of the value? */
const isApart = (interval: Interval | null, value: number): boolean =>
  interval !== null && (value > 0 ? interval.low > 0 : interval.high < 0)

/** The test asks whether chance alone gave these cases; the interval leaves room for cases that these did not show. */
function contradiction(difference: PairedDifference): string {
  const { n, method } = difference
  return `by its p it differs (${testName(difference)}), but 0 is in the interval (${method}): rare cases that none of these ${n} is like could undo it`
}

/** Does the interval of all tests together, moved as far as the missing scores could move it, leave 0 out? */
function holdsWhateverIsMissing(difference: PairedDifference, reach: Interval, tests: number): boolean {
  if (reach.low === 0 && reach.high === 0) return true
  const interval = difference.interval(1 - ALPHA / tests)
  if (!interval) return false
  return difference.value > 0 ? interval.low + reach.low > 0 : interval.high + reach.high < 0
}
