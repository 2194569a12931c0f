import type { Ranking } from '../../schema/report.ts'

/** How an entry of a ranking stands, in words. */
export function standing(entries: Ranking['entries'], index: number): { best: boolean; tied: boolean; text: string } {
  const entry = entries[index]
  if (entry === undefined || entry.score === null) return { best: false, tied: false, text: 'no score' }
  if (index > 0) {
    if (entry.tiedWithBest === null) return { best: false, tied: false, text: 'undecided' }
    return entry.tiedWithBest ? { best: false, tied: true, text: 'tied with best' } : { best: false, tied: false, text: 'behind' }
  }
  const others = entries.slice(1).filter(({ score }) => score !== null)
  if (others.length > 0 && others.every((other) => other.tiedWithBest === null)) return { best: false, tied: false, text: 'undecided' }
  if (others.some((other) => other.tiedWithBest === true)) return { best: true, tied: true, text: 'highest, tied' }
  return others.length > 0 ? { best: true, tied: false, text: 'best' } : { best: true, tied: false, text: 'only model' }
}
