import type { ScaleOptions } from '@observablehq/plot'
import { evenTicks, powerTicks } from '../charts/value-scale.ts'
import type { CostPoint } from './cost-point.ts'
import { scoreDomain } from './score-domain.ts'

/** The axes of cost and score, and where their ticks are. */
export interface ScatterScale {
  x: ScaleOptions
  y: ScaleOptions
  xTicks: number[]
  yTicks: number[]
  logarithmic: boolean
}

/** Room for a sum of money under the axis, in pixels. */
const LABEL = 76
const SCORE_TICKS = 6

/** The scales of a scatter plot of a width in pixels; cost is logarithmic where it spans more than a factor of 20. */
export function scatterScale(points: readonly CostPoint[], width: number): ScatterScale {
  const scores = scoreDomain(points.flatMap(({ score }) => [score.value, score.low, score.high]))
  const costs = points.map((point) => point.cost)
  const [least, most] = [Math.min(...costs), Math.max(...costs)]
  const logarithmic = least > 0 && most / least > 20
  const from = logarithmic ? 10 ** Math.floor(Math.log10(least)) : 0
  const to = logarithmic ? 10 ** Math.ceil(Math.log10(most)) : most * 1.12 || 1
  const room = Math.max(2, Math.floor(width / LABEL))
  return {
    x: { type: logarithmic ? 'log' : 'linear', domain: [from, to] },
    y: { type: 'linear', domain: [scores.from, scores.to] },
    xTicks: (logarithmic ? powerTicks : evenTicks)(from, to, room),
    yTicks: evenTicks(scores.from, scores.to, SCORE_TICKS),
    logarithmic,
  }
}
