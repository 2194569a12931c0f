import { outputShape } from '../metrics/output-shape.ts'
import type { MetricDefinition } from '../schema/metric-definition.ts'
import type { Gate, TaskSettings } from '../schema/task.ts'
import { BettingRule } from './betting-rule.ts'
import { gateFigure } from './gate-figure.ts'
import { watchGate } from './gate-watch.ts'
import { judgeGate } from './judge-gate.ts'
import { LooksRule } from './looks-rule.ts'
import type { WatchedRule } from './watched-rule.ts'

/**
 * Watches the bounds of a gate over `planned` cases: by bets where its metric is a mean of scores in 0..1 over cases, else at planned looks, where
 * missing cases count as for any gate.
 */
export function watchThreshold(
  gate: Gate,
  metric: MetricDefinition,
  task: Pick<TaskSettings, 'output' | 'pairing' | 'trials'>,
  planned: number,
): WatchedRule {
  const { min = -Infinity, max = Infinity, bound } = gate
  const bounds = { bound, ...(gate.min === undefined ? {} : { min }), ...(gate.max === undefined ? {} : { max }) }
  const watch = watchGate(bounds, metric, planned, isSet(task))
  if (watch) {
    const scoreOf = (trials: Parameters<typeof metric.scores>[0]) => {
      const [found] = metric.scores(trials)
      return found && { score: found.score, base: null }
    }
    return new BettingRule({ watch, planned, scoreOf, isPaired: false, limits: { min, max } })
  }
  return new LooksRule(planned, metric, (trials, { level }) => {
    const { figure, tooManyMissing } = gateFigure(metric, trials, task, level)
    const { verdict, casesNeeded, reason } = judgeGate(bounds, figure, tooManyMissing)
    const shown = { value: figure.value, low: figure.low, high: figure.high }
    // The level of a look says nothing to a reader: what has failed is said by the figures.
    if (verdict === 'failed') return { ...shown, verdict, casesNeeded: null, reason: null }
    return { ...shown, verdict: verdict === 'passed' ? verdict : 'undecided', casesNeeded, reason }
  })
}

/** Are the task's figures micro averages over items? */
export const isSet = (task: Pick<TaskSettings, 'output' | 'pairing'>): boolean => outputShape(task) === 'set'
