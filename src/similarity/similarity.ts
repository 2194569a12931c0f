import { distance } from 'fastest-levenshtein'
import { normalizeText } from '../text/normalize-text.ts'
import { tokenF1 } from './token-f1.ts'

/** The ways to compare two texts that need no model. */
export type SimilarityMethod = 'exact' | 'normalized' | 'fuzzy' | 'edit' | 'tokens'

/** Longer texts are compared by edits up to here, so that one answer cannot take minutes. */
const EDITED_LENGTH = 20_000

const METHODS: Record<SimilarityMethod, (a: string, b: string) => number> = {
  exact: (a, b) => (a === b ? 1 : 0),
  normalized: (a, b) => (normalizeText(a) === normalizeText(b) ? 1 : 0),
  fuzzy: (a, b) => editSimilarity(normalizeText(a), normalizeText(b)),
  edit: editSimilarity,
  tokens: tokenF1,
}

/**
 * How alike two texts are, from 0 to 1; two empty texts are 1. `exact` and `normalized` give 0 or 1, `edit` is the edit similarity of
 * the texts as they are, `fuzzy` that of the normalised texts, `tokens` the F1 of their bags of words. Symmetric.
 */
export function similarity(a: string, b: string, by: SimilarityMethod): number {
  return METHODS[by](a, b)
}

/** 1 − Levenshtein distance / length of the longer text, in UTF-16 units; of texts over 20,000 units their beginnings are compared. */
export function editSimilarity(a: string, b: string): number {
  if (a === b) return 1
  const [left, right] = [a.slice(0, EDITED_LENGTH), b.slice(0, EDITED_LENGTH)]
  return 1 - (left === right ? 0 : distance(left, right)) / Math.max(left.length, right.length)
}
