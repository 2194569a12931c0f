import { distance } from 'fastest-levenshtein'

/** The word most like `word`, if one is near enough to have been meant: at most a third of its letters differ. */
export function nearest(word: string, words: readonly string[]): string | null {
  const given = word.slice(0, 100).toLowerCase()
  let best: { candidate: string; edits: number } | null = null
  for (const candidate of words) {
    const edits = distance(given, candidate.toLowerCase())
    if (best === null || edits < best.edits) best = { candidate, edits }
  }
  if (best === null) return null
  return best.edits <= Math.max(1, Math.floor(Math.max(given.length, best.candidate.length) / 3)) ? best.candidate : null
}
