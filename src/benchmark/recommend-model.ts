import type { BenchmarkCell, Recommendation } from '../schema/benchmark-report.ts'
import { wilsonInterval } from '../statistics/wilson-interval.ts'
import { isSound } from './advice-facts.ts'
import type { AdviceFacts } from './advice-facts.ts'
import { figure, percent, three } from './advice-text.ts'

/** As surely as 95 % at least this share of requests must meet all objectives. */
const LEAST_SHARE = 0.9

interface Candidate {
  cell: BenchmarkCell
  share: number
  /** Answers that meet all objectives, per US dollar; by the bounds of their share. */
  good: { value: number; low: number; high: number }
}

/**
 * Which model to take for a scenario with objectives: of those that meet them in 90 % of requests as surely as 95 %, the one with most good answers per
 * dollar, where its interval lies above all others; nothing where they overlap, or where a price is missing.
 */
export function recommendModel({ report, planned }: AdviceFacts): Recommendation[] {
  return planned.flatMap(({ scenario }) => {
    const cells = report.cells.filter((cell) => cell.scenario === scenario.name)
    const isSingle = cells.every(({ step }) => step.index === 0)
    if (!isSingle || cells.length < 2 || !cells.every((cell) => isSound(cell) && cell.unpricedCalls === 0 && cell.costNanoUsd > 0))
      return []
    const all = cells.flatMap(candidateOf)
    const fit = all.filter(({ cell, share }) => wilsonInterval(share * cell.rates.requests, cell.rates.requests).low >= LEAST_SHARE)
    const [best, next] = fit.toSorted((a, b) => b.good.value - a.good.value)
    if (best === undefined || all.length < cells.length || (next !== undefined && best.good.low <= next.good.high)) return []
    const { model, rates } = best.cell
    const because =
      next === undefined
        ? `the only one of ${cells.length} that is sure to meet all objectives in ${percent(LEAST_SHARE)} of requests`
        : `${three(best.good.value)} good answers per dollar, against ${three(next.good.value)} of ${next.cell.model}`
    return [
      {
        topic: 'model',
        scenario: scenario.name,
        model,
        text: `Take ${model} for ${scenario.name}: ${because}. It meets the objectives in ${percent(best.share)} of ${rates.requests} requests.`,
        figures: all.flatMap(({ cell, share, good }) => [
          figure(`${cell.model}: good answers`, good.value, 'per US dollar'),
          figure(`${cell.model}: requests that meet all objectives`, share, 'share'),
        ]),
      },
    ]
  })
}

function candidateOf(cell: BenchmarkCell): Candidate[] {
  const { sloShare: share, requests } = cell.rates
  if (share === null) return []
  const perDollar = (met: number) => (met * requests) / (cell.costNanoUsd / 1e9)
  const { low, high } = wilsonInterval(share * requests, requests)
  return [{ cell, share, good: { value: perDollar(share), low: perDollar(low), high: perDollar(high) } }]
}
