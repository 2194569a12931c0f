import type { Ranking } from '../schema/report.ts'
import { formatInterval } from './format-metric.ts'

type Entry = Ranking['entries'][number]

export interface Lead {
  best: Entry
  /** Those from which no difference was found. */
  tied: readonly Entry[]
  /** Is it undecided of others whether they differ? */
  unclear: boolean
  /** By what it leads: "by f1". */
  by: string
  unit: string
  /** Names of models, as a sentence lists them. */
  listed(models: string[]): string
}

/** Scores that differ by less are the same figure, summed in another order. */
const SAME = 1e-12

/** Who leads a ranking: one model, several with the very same figure, or one from which others are not told apart. */
export function leadClause({ best, tied, unclear, by, unit, listed }: Lead): string {
  const level = tied.filter(({ score }) => Math.abs((score ?? NaN) - (best.score ?? NaN)) < SAME)
  const others = tied.filter((entry) => !level.includes(entry)).map(({ model }) => model)
  const text = (entry: Entry, { low, high } = entry) => formatInterval({ value: entry.score, low, high }, unit)
  const none = `no difference from ${listed(others)} was found`
  if (level.length > 0) {
    const same = level.every((entry) => text(entry) === text(best))
    const who = listed([best, ...level].map(({ model }) => model))
    const score = same ? text(best) : text(best, { ...best, low: null, high: null })
    return `${who} are level ${by} (${score})${others.length === 0 ? '' : `, and ${none}`}`
  }
  const name = listed([best.model])
  if (others.length > 0) return `${name} leads ${by} (${text(best)}), but ${none}`
  return `${name} ${unclear ? 'leads' : 'is best'} ${by} (${text(best)})`
}
