import type { CaseScore, MetricDefinition } from '../schema/metric-definition.ts'
import type { Gate, TaskSettings } from '../schema/task.ts'
import { plannedLooks } from '../statistics/planned-looks.ts'
import { alignScores, pairSides } from './align-scores.ts'
import { BettingRule } from './betting-rule.ts'
import { casesNeeded } from './cases-needed.ts'
import { ALPHA } from './alpha.ts'
import { watchGate } from './gate-watch.ts'
import { DEFAULT_MARGIN } from './judge-regression.ts'
import { LooksRule } from './looks-rule.ts'
import { regressionChange } from './regression-change.ts'
import { isSet } from './watch-threshold.ts'
import type { WatchedOutcome, WatchedRule } from './watched-rule.ts'

export interface WatchedRegression {
  gate: Pick<Gate, 'margin' | 'baseline'>
  metric: MetricDefinition
  /** The baseline's scores, of which a case is found by its id and hash, else by its hash alone. */
  base: readonly CaseScore[]
  /** Regression gates of all suites that the baseline has: *failed* is said at 5 % of all together. */
  family: number
}

/** Watches a gate against a baseline over `planned` cases, of which those that the baseline does not have say nothing. */
export function watchRegression(
  { gate, metric, base, family }: WatchedRegression,
  task: Pick<TaskSettings, 'output' | 'pairing'>,
  planned: number,
): WatchedRule {
  const baseOf = finder(base)
  const { margin = DEFAULT_MARGIN, baseline } = gate
  const worst = metric.direction === 'higher' ? { min: -margin, max: Infinity } : { min: -Infinity, max: margin }
  const watch = watchGate({ bound: 'interval', baseline, margin }, metric, planned, isSet(task), family)
  if (watch) {
    const scoreOf = (trials: Parameters<typeof metric.scores>[0]) => {
      const [found] = metric.scores(trials)
      const other = found && baseOf(found)
      return found && other && { score: found.score, base: other.score }
    }
    return new BettingRule({ watch, planned, scoreOf, isPaired: true, limits: worst })
  }
  const failing = failingShare(planned, family)
  return new LooksRule(planned, metric, (trials, { level }) => {
    const both = metric.scores(trials).flatMap((score) => {
      const other = baseOf(score)
      return other ? [{ score, base: { ...other, case: score.case, caseHash: score.caseHash } }] : []
    })
    const paired = pairSides(alignScores([both.map(({ score }) => score), both.map((each) => each.base)]), 0, 1)
    const change = regressionChange(paired, metric, level)
    if (change === null || paired.tooManyMissing)
      return undecided(paired.tooManyMissing ? 'over 5 % of the pairs are missing' : 'the change cannot be computed')
    const shown = { value: change.value, low: change.low, high: change.high }
    if (change.worsePValue(margin) <= ((1 - level) / 2) * failing)
      return { ...shown, verdict: 'failed', casesNeeded: null, reason: `it is worse by more than ${margin}` }
    if (change.low > worst.min && change.high < worst.max)
      return { ...shown, verdict: 'passed', casesNeeded: null, reason: `not worse by more than ${margin}` }
    const open = worst.min === -Infinity ? worst.max : worst.min
    const half = Math.abs((change.value < open ? change.high : change.low) - change.value)
    const needed = casesNeeded(paired.pairs.length, half, Math.abs(change.value - open))
    const many = needed === null ? '' : `; about ${needed} cases would decide it if the change stays the same`
    const limit = `${open < 0 ? '−' : ''}${Math.abs(open)}`
    return { ...shown, verdict: 'undecided', casesNeeded: needed, reason: `a change of ${limit} is not ruled out${many}` }
  })
}

const undecided = (reason: string): Omit<WatchedOutcome, 'decidedAfter'> => ({
  value: null,
  low: null,
  high: null,
  verdict: 'undecided',
  casesNeeded: null,
  reason,
})

/** Which part of a look's level may be spent on failing, so that the looks of all gates of a family together spend 5 % at most. */
function failingShare(planned: number, family: number): number {
  if (family <= 1) return 1
  const spent = plannedLooks(planned).reduce((sum, { level }) => sum + (1 - level) / 2, 0)
  return Math.min(1, ALPHA / spent) / family
}

function finder(base: readonly CaseScore[]): (score: CaseScore) => CaseScore | undefined {
  const key = ({ case: id, caseHash }: CaseScore) => JSON.stringify([caseHash, id])
  const exact = new Map(base.map((score) => [key(score), score]))
  const byHash = new Map(base.map((score) => [score.caseHash, score]))
  return (score) => exact.get(key(score)) ?? byHash.get(score.caseHash)
}
