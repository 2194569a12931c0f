import type { MetricValue } from '../schema/metric.ts'
import type { GateResult } from '../schema/report.ts'
import type { Gate } from '../schema/task.ts'
import { casesNeeded } from './cases-needed.ts'
import { flipProbability } from './flip-probability.ts'

/** What a gate says of a value. */
export type GateJudgement = Pick<GateResult, 'verdict' | 'casesNeeded' | 'reason'>

type Limits = Pick<Gate, 'min' | 'max' | 'bound'>

/**
 * A threshold gate. Passed if the whole interval keeps to `min` and `max`, failed if it lies wholly beyond one of them, else undecided with
 * the number of cases that would decide it if the value stays; undecided as well where too many cases are missing. With `bound: value` the bare value is compared, and the reason says how often two
 * identical runs would disagree. No value, or no interval, is undecided.
 */
export function judgeGate(gate: Limits, value: MetricValue, tooManyMissing: string | null = null): GateJudgement {
  if (gate.min === undefined && gate.max === undefined) return undecided('the gate has no bound')
  if (value.value === null) return undecided(value.reason ?? 'there is no value')
  if (tooManyMissing !== null) return undecided(tooManyMissing)
  return gate.bound === 'value' ? judgeValue(gate, value, value.value) : judgeInterval(gate, value, value.value)
}

const undecided = (reason: string, needed: number | null = null): GateJudgement => ({ verdict: 'undecided', casesNeeded: needed, reason })

function judgeValue({ min = -Infinity, max = Infinity }: Limits, metric: MetricValue, value: number): GateJudgement {
  const passes = value >= min && value <= max
  const nearest = value - min <= max - value ? min : max
  const flips = flipProbability(metric, nearest, nearest === min ? 'min' : 'max')
  const reason =
    flips === null
      ? 'the bare value was compared'
      : `the bare value was compared; two identical runs would disagree ${percent(flips)} of the time`
  return { verdict: passes ? 'passed' : 'failed', casesNeeded: null, reason }
}

function judgeInterval({ min = -Infinity, max = Infinity }: Limits, metric: MetricValue, value: number): GateJudgement {
  const { level, n } = metric
  const low = metric.low ?? -Infinity
  const high = metric.high ?? Infinity
  const shown = `${percent(level)} interval ${show(metric.low)} to ${show(metric.high)}`
  if (high < min) return { verdict: 'failed', casesNeeded: null, reason: `the ${shown} lies below ${min}` }
  if (low > max) return { verdict: 'failed', casesNeeded: null, reason: `the ${shown} lies above ${max}` }
  if (low >= min && high <= max) return { verdict: 'passed', casesNeeded: null, reason: metric.reason }
  if (metric.low === null && metric.high === null) return undecided(`there is no interval: ${metric.reason ?? 'too few cases'}`)
  const open = low < min ? min : max
  const end = value < open ? high : low
  const needed = casesNeeded(n, Math.abs(end - value), Math.abs(value - open))
  const many = needed === null ? '' : `; about ${needed} cases would decide it if the value stays ${show(value)}`
  return undecided(`the ${shown} contains ${open}${many}`, needed)
}

const percent = (share: number): string => `${Math.round(share * 100)} %`
const show = (value: number | null): string => (value === null ? 'unknown' : String(Number(value.toPrecision(4))))
