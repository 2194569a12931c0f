import { distance } from 'fastest-levenshtein'

const LONGEST_WORD = 100

/** The word most like `word`, if one is near enough to have been meant: at most a third of its letters differ, or only their order. */
export function nearest(word: string, words: readonly string[]): string | null {
  const given = word.slice(0, LONGEST_WORD).toLowerCase()
  let best: { candidate: string; edits: number } | null = null
  for (const candidate of words) {
    const lower = candidate.toLowerCase()
    const edits = given !== lower && letters(given) === letters(lower) ? 1 : distance(given, lower)
    if (best === null || edits < best.edits) best = { candidate, edits }
  }
  if (best === null) return null
  return best.edits <= Math.max(1, Math.floor(Math.max(given.length, best.candidate.length) / 3)) ? best.candidate : null
}

const letters = (word: string) => [...word].toSorted().join('')
