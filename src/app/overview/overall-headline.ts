import { formatInterval } from '../../report/format-metric.ts'
import { leadClause } from '../../report/lead-clause.ts'
import type { Ranking, Result } from '../../schema/report.ts'
import { overallCostPoints } from './cost-point.ts'

/** What a ranking over several tasks says, in one sentence: who leads, who cannot be told apart from it, the cheapest of these, who is worse. */
export function overallHeadline(results: readonly Result[], ranking: Ranking, name: (model: string) => string): string {
  const tasks = new Set(results.map(({ task }) => task)).size
  const scored = ranking.entries.filter(({ score }) => score !== null)
  const [best, ...others] = scored
  if (best === undefined) return `No model can be ranked over all ${tasks} tasks.`
  const score = formatInterval({ value: best.score, low: best.low, high: best.high }, 'share')
  if (others.length === 0) return `Over all ${tasks} tasks ${name(best.model)} has ${score}; no other model has a score on each.`
  const of = (tied: boolean | null): string[] => others.filter((entry) => entry.tiedWithBest === tied).map(({ model }) => model)
  const [tied, worse, unclear] = [of(true), of(false), of(null)]
  if (unclear.length === others.length)
    return `No model is known to lead over all ${tasks} tasks: whether ${listed([best.model, ...unclear], name)} differ is undecided.`
  // Only whole costs are compared, and simulated prices not with real ones.
  const simulated = (model: string): boolean => results.some((result) => result.model === model && result.simulated)
  const costs = new Map(
    overallCostPoints(results, ranking).flatMap(({ model, cost, atLeast }) =>
      atLeast || simulated(model) !== simulated(best.model) ? [] : [[model, cost] as const],
    ),
  )
  const parts = [
    leadClause({
      best,
      tied: others.filter(({ tiedWithBest }) => tiedWithBest === true),
      unclear: unclear.length > 0,
      by: `over all ${tasks} tasks`,
      unit: 'share',
      listed: (models) => listed(models, name),
    }),
    ...savingOf(best.model, tied, costs, name),
    ...(unclear.length > 0 ? [`whether ${listed(unclear, name)} ${unclear.length === 1 ? 'differs' : 'differ'} is undecided`] : []),
    ...(worse.length > 0 ? [`${listed(worse, name)} ${worse.length === 1 ? 'is' : 'are'} worse`] : []),
  ]
  return `${parts.join('; ')}.`
}

/** The cheapest model that was not found to be worse, where it is cheaper than the best one. */
function savingOf(best: string, tied: readonly string[], costs: ReadonlyMap<string, number>, name: (model: string) => string): string[] {
  const [cheapest] = tied.toSorted((a, b) => (costs.get(a) ?? Infinity) - (costs.get(b) ?? Infinity))
  const [own, other] = [costs.get(best), costs.get(cheapest ?? '')]
  if (cheapest === undefined || own === undefined || other === undefined || own <= 0) return []
  const saved = Math.min(99, Math.round((1 - other / own) * 100))
  return saved > 0 ? [`${name(cheapest)} costs ${saved} % less`] : []
}

const MOST_NAMED = 3

const listed = (models: readonly string[], name: (model: string) => string): string => {
  const names = models.map(name)
  const shown = names.length > MOST_NAMED ? [...names.slice(0, MOST_NAMED - 1), `${names.length - MOST_NAMED + 1} more`] : names
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`
}
