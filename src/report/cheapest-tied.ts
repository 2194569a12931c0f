import type { Report } from '../schema/report.ts'

/** A model that costs less than the best by a share of the best's cost. */
interface CheaperModel {
  model: string
  share: number
}

const LEAST_SHARE = 0.01

/**
 * The cheapest of the models of a task that are not told apart from the best, if it costs at least 1 % less. Only whole costs are compared: not those
 * with unpriced calls, and not simulated prices with real ones.
 */
export function cheapestTied(
  { results }: Pick<Report, 'results'>,
  task: string,
  best: string,
  tied: readonly string[],
): CheaperModel | null {
  const priced = results.flatMap(
    ({ task: own, model, simulated, costNanoUsd: paid, originalCostNanoUsd: costNanoUsd = paid, unpricedCalls }) =>
      own === task && costNanoUsd !== null && unpricedCalls === 0 ? [{ model, simulated, costNanoUsd }] : [],
  )
  const first = priced.find(({ model }) => model === best)
  if (first === undefined || first.costNanoUsd === 0) return null
  const least = priced
    .filter(({ model, simulated }) => tied.includes(model) && simulated === first.simulated)
    .reduce((a, b) => (b.costNanoUsd < a.costNanoUsd ? b : a), first)
  const share = 1 - least.costNanoUsd / first.costNanoUsd
  return share < LEAST_SHARE ? null : { model: least.model, share }
}
