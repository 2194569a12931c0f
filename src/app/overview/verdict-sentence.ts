import type { Ranking } from '../../schema/report.ts'
import { formatMetric } from '../format/format-metric.ts'

const listed = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`

/** The cheapest of several models and by how much it is cheaper than the first; `null` where a cost is unknown or the first is cheapest. */
const cheaper = (models: readonly string[], costs: ReadonlyMap<string, number>): { model: string; share: number } | null => {
  const known = models.flatMap((model) => (costs.has(model) ? [{ model, cost: costs.get(model) as number }] : []))
  const [first] = known
  if (first === undefined || first.model !== models[0] || first.cost === 0) return null
  const least = known.reduce((a, b) => (b.cost < a.cost ? b : a))
  const share = 1 - least.cost / first.cost
  return share < 0.01 ? null : { model: least.model, share }
}

/**
 * What a ranking says, in one sentence: the best model, those from which no difference was found, and the cheapest of these.
 * `costs` are those of priced models; simulated models are named as such.
 */
export function verdictSentence(
  { entries, metric }: Ranking,
  { unit, costs, simulated }: { unit: string; costs: ReadonlyMap<string, number>; simulated: ReadonlySet<string> },
): string {
  const [first, ...others] = entries
  // A label that would be misread in a sentence stands in quotes.
  const named = (model: string): string => `${/[\s,;]/.test(model) ? `“${model}”` : model}${simulated.has(model) ? ' (simulated)' : ''}`
  if (first === undefined || first.score === null) return `no model has a score in ${metric}`
  const score = formatMetric(first.score, unit)
  if (others.length === 0) return `${named(first.model)} has ${score} by ${metric}`
  const tied = others.filter((entry) => entry.tiedWithBest === true).map((entry) => entry.model)
  if (tied.length > 0) {
    const least = cheaper([first.model, ...tied], costs)
    const saving = least === null ? '' : `; ${named(least.model)} costs ${Math.min(99, Math.round(least.share * 100))} % less`
    return `${named(first.model)} leads by ${metric} (${score}), but no difference from ${listed(tied.map(named))} was found${saving}`
  }
  const open = others.some((entry) => entry.tiedWithBest === null)
  return open
    ? `${named(first.model)} leads by ${metric} (${score}); whether it is best is undecided`
    : `${named(first.model)} is best by ${metric} (${score})`
}
