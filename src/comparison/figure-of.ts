import type { CaseScore } from '../schema/metric-definition.ts'

/** A metric over cases with its interval; `null` where it cannot be computed. */
export interface ScoreFigure {
  score: number | null
  low: number | null
  high: number | null
}

/** The figure of a model on those of its cases whose scores are given. */
export type FigureOf = (model: string, scores: readonly CaseScore[]) => ScoreFigure
