import type { Ranking } from '../../schema/report.ts'
import { formatMetric } from '../format/format-metric.ts'

/** A label that would be misread in a sentence stands in quotes. */
const quoted = (model: string): string => (/[\s,;]/.test(model) ? `“${model}”` : model)

const named = (models: readonly string[]): string =>
  models.length < 2 ? models.map(quoted).join('') : `${models.slice(0, -1).map(quoted).join(', ')} and ${quoted(models.at(-1) ?? '')}`

/** The cheapest of several models and by how much it is cheaper than the first; `null` where a cost is unknown or the first is cheapest. */
const cheaper = (models: readonly string[], costs: ReadonlyMap<string, number>): { model: string; share: number } | null => {
  const known = models.flatMap((model) => (costs.has(model) ? [{ model, cost: costs.get(model) as number }] : []))
  const [first] = known
  if (first === undefined || first.model !== models[0] || first.cost === 0) return null
  const least = known.reduce((a, b) => (b.cost < a.cost ? b : a))
  const share = 1 - least.cost / first.cost
  return share < 0.01 ? null : { model: least.model, share }
}

/** What a ranking says, in one sentence: the best model, those from which no difference was found, and the cheapest of these. `costs` are those of priced models. */
export function verdictSentence({ entries, metric }: Ranking, unit: string, costs: ReadonlyMap<string, number>): string {
  const [first, ...others] = entries
  if (first === undefined || first.score === null) return `no model has a score in ${metric}`
  const score = formatMetric(first.score, unit)
  if (others.length === 0) return `${quoted(first.model)} has ${score} by ${metric}`
  const tied = others.filter((entry) => entry.tiedWithBest === true).map((entry) => entry.model)
  if (tied.length > 0) {
    const least = cheaper([first.model, ...tied], costs)
    const saving = least === null ? '' : `; ${quoted(least.model)} costs ${Math.min(99, Math.round(least.share * 100))} % less`
    return `${quoted(first.model)} leads by ${metric} (${score}), but no difference from ${named(tied)} was found${saving}`
  }
  const open = others.some((entry) => entry.tiedWithBest === null)
  return open
    ? `${quoted(first.model)} leads by ${metric} (${score}); whether it is best is undecided`
    : `${quoted(first.model)} is best by ${metric} (${score})`
}
