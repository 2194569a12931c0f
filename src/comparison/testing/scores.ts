import type { CaseScore, MetricDefinition } from '../../schema/metric-definition.ts'
import { microRatioInterval } from '../../statistics/micro-ratio-interval.ts'
import { proportionInterval } from '../../statistics/proportion-interval.ts'
import type { FigureOf } from '../figure-of.ts'
import { scoreOf } from '../score-of.ts'

/** Scores of cases `case 0`, `case 1` …; `null` is missing. */
export const scoresOf = (scores: readonly (number | null)[]): CaseScore[] =>
  scores.map((score, index) => ({ case: `case ${index}`, caseHash: `hash ${index}`, score }))

/** Scores of set outputs from their counts TP, FP, FN. */
export const partsOf = (counts: readonly (readonly [number, number, number])[]): CaseScore[] =>
  counts.map(([truePositives, falsePositives, falseNegatives], index) => ({
    case: `case ${index}`,
    caseHash: `hash ${index}`,
    score: 0,
    parts: { truePositives, falsePositives, falseNegatives },
  }))

/** Right and wrong: `b` cases that only the first gets right, `c` that only the second does, of `n`. */
export const discordant = (b: number, c: number, n: number): { first: CaseScore[]; second: CaseScore[] } => ({
  first: scoresOf(Array.from({ length: n }, (_, i) => Number(i < b || i >= b + c))),
  second: scoresOf(Array.from({ length: n }, (_, i) => Number(i >= b))),
})

/** Figures of cases with one trial each, from their scores. */
export const figureFrom =
  (metric: MetricDefinition): FigureOf =>
  (_, scores) => {
    const { ratio } = metric
    const interval =
      ratio && scores.some(({ parts }) => parts)
        ? microRatioInterval(scores.flatMap(({ parts }) => (parts ? [ratio(parts)] : [])))
        : proportionInterval(scores.map(({ score }) => ({ successes: score ?? 0, trials: 1 })))
    return { score: scoreOf(scores, metric), low: interval?.low ?? null, high: interval?.high ?? null }
  }
