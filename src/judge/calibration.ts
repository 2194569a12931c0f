import { seededRandom } from '../random/seeded-random.ts'
import type { Interval } from '../statistics/interval.ts'
import { quantile } from '../statistics/quantile.ts'
import { cohenKappa, matthewsCorrelation } from '../statistics/two-by-two.ts'
import type { TwoByTwo } from '../statistics/two-by-two.ts'
import { wilsonInterval } from '../statistics/wilson-interval.ts'

/** A judge's verdict beside a person's. */
export interface LabelledVerdict {
  /** What is resampled together: the verdicts on one case. */
  case: string
  /** `null`: the judge could not tell, or did not answer. */
  judge: 'passed' | 'failed' | null
  person: 'passed' | 'failed'
}

/** A figure with its 95 % interval; all `null` where it cannot be computed. */
export interface CalibrationFigure {
  value: number | null
  low: number | null
  high: number | null
  n: number
}

/** How far a judge agrees with people. */
export interface CalibrationFigures {
  /** Verdicts that were compared. */
  decided: number
  undecided: number
  agreement: CalibrationFigure
  kappa: CalibrationFigure
  mcc: CalibrationFigure
  /** Of what people failed, the share that the judge passed. */
  falsePass: CalibrationFigure
  /** Of what people passed, the share that the judge failed. */
  falseFail: CalibrationFigure
}

const RESAMPLES = 2_000
/** Fewer resamples with both verdicts on both sides say nothing of an interval. */
const LEAST_RESAMPLES = 1_000
const LEVEL = 0.95

/**
 * Agreement and error rates with Wilson's intervals, κ and MCC with percentile intervals of 2,000 seeded resamples of cases. κ and MCC are null where
 * a margin is empty; undecided verdicts are counted and left out.
 */
export function calibrationFigures(verdicts: readonly LabelledVerdict[], seed: number): CalibrationFigures {
  const decided = verdicts.filter(({ judge }) => judge !== null)
  const table = tableOf(decided)
  const { yesYes, yesNo, noYes, noNo } = table
  const cases = [...Map.groupBy(decided, (verdict) => verdict.case)].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, list]) => tableOf(list))
  return {
    decided: decided.length,
    undecided: verdicts.length - decided.length,
    agreement: share(yesYes + noNo, decided.length),
    kappa: resampled(cohenKappa, table, cases, seed),
    mcc: resampled(matthewsCorrelation, table, cases, seed),
    falsePass: share(yesNo, yesNo + noNo),
    falseFail: share(noYes, noYes + yesYes),
  }
}

function tableOf(verdicts: readonly LabelledVerdict[]): TwoByTwo {
  const count = (judge: LabelledVerdict['judge'], person: LabelledVerdict['person']) =>
    verdicts.filter((verdict) => verdict.judge === judge && verdict.person === person).length
  return {
    yesYes: count('passed', 'passed'),
    yesNo: count('passed', 'failed'),
    noYes: count('failed', 'passed'),
    noNo: count('failed', 'failed'),
  }
}

function share(successes: number, n: number): CalibrationFigure {
  if (n === 0) return { value: null, low: null, high: null, n }
  return { value: successes / n, ...wilsonInterval(successes, n), n }
}

function resampled(of: (table: TwoByTwo) => number | null, table: TwoByTwo, cases: readonly TwoByTwo[], seed: number): CalibrationFigure {
  const n = table.yesYes + table.yesNo + table.noYes + table.noNo
  const value = of(table)
  const interval = value === null ? null : percentiles(of, cases, seed)
  return { value, low: interval?.low ?? null, high: interval?.high ?? null, n }
}

function percentiles(of: (table: TwoByTwo) => number | null, cases: readonly TwoByTwo[], seed: number): Interval | null {
  const random = seededRandom('calibration', seed)
  const values: number[] = []
  for (let resample = 0; resample < RESAMPLES; resample++) {
    const sum = { yesYes: 0, yesNo: 0, noYes: 0, noNo: 0 }
    for (let draw = 0; draw < cases.length; draw++) {
      const { yesYes, yesNo, noYes, noNo } = random.pick(cases)
      sum.yesYes += yesYes
      sum.yesNo += yesNo
      sum.noYes += noYes
      sum.noNo += noNo
    }
    const value = of(sum)
    if (value !== null) values.push(value)
  }
  if (values.length < LEAST_RESAMPLES) return null
  values.sort((a, b) => a - b)
  return { low: quantile(values, (1 - LEVEL) / 2), high: quantile(values, (1 + LEVEL) / 2) }
}
