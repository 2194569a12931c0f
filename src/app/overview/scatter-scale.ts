import type { CostPoint } from './cost-point.ts'
import { scoreDomain } from './score-domain.ts'

/** Turns cost and score into pixels, and says where the ticks are. */
export interface ScatterScale {
  x(cost: number): number
  y(score: number): number
  xTicks: number[]
  yTicks: number[]
  logarithmic: boolean
}

export const PLOT = { height: 232, left: 50, right: 18, top: 24, bottom: 34 }

const niceStep = (span: number): number => {
  const raw = span / 4
  const power = 10 ** Math.floor(Math.log10(raw))
  return ([1, 2, 5, 10].find((factor) => factor * power >= raw * 0.8) ?? 10) * power
}

const ticksOf = (from: number, to: number): number[] => {
  const step = niceStep(to - from || 1)
  const first = Math.ceil(from / step - 1e-9)
  const last = Math.floor(to / step + 1e-9)
  return Array.from({ length: last - first + 1 }, (_, index) => (first + index) * step)
}

/** The scale of a scatter plot of a width; cost is logarithmic where it spans more than a factor of 20. */
export function scatterScale(points: readonly CostPoint[], width: number): ScatterScale {
  const scores = scoreDomain(points.flatMap(({ score }) => [score.value, score.low, score.high]))
  const costs = points.map((point) => point.cost)
  const [least, most] = [Math.min(...costs), Math.max(...costs)]
  const logarithmic = least > 0 && most / least > 20
  const from = logarithmic ? Math.floor(Math.log10(least)) : 0
  const to = logarithmic ? Math.ceil(Math.log10(most)) : most * 1.12 || 1
  const inner = width - PLOT.left - PLOT.right
  const of = (cost: number): number => (logarithmic ? Math.log10(cost) : cost)
  return {
    x: (cost) => PLOT.left + ((of(cost) - from) / (to - from || 1)) * inner,
    y: (score) => PLOT.top + ((scores.to - score) / (scores.to - scores.from || 1)) * (PLOT.height - PLOT.top - PLOT.bottom),
    xTicks: logarithmic ? Array.from({ length: to - from + 1 }, (_, index) => 10 ** (from + index)) : ticksOf(from, to),
    yTicks: ticksOf(scores.from, scores.to),
    logarithmic,
  }
}
