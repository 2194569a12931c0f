/** Words of letters and digits; in scripts that are written without spaces every character is a word. */
const UNSPACED = '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}\\p{Script=Khmer}\\p{Script=Lao}'
const WORD = new RegExp(`[${UNSPACED}]|[[\\p{L}\\p{N}\\p{M}]--[${UNSPACED}]]+`, 'gv')

/** The words of a text, NFKC and in lower case; punctuation is left out. */
export function words(text: string): string[] {
  return text.normalize('NFKC').toLowerCase().match(WORD) ?? []
}

/**
 * F1 of the two bags of words, as in SQuAD but without its list of English articles. Two texts without any word are 1 if they are equal
 * when trimmed, else 0; one text without a word against one with words is 0.
 */
export function tokenF1(a: string, b: string): number {
  const [left, right] = [words(a), words(b)]
  if (left.length === 0 && right.length === 0) return a.trim() === b.trim() ? 1 : 0
  const bag = new Map<string, number>()
  for (const word of left) bag.set(word, (bag.get(word) ?? 0) + 1)
  let common = 0
  for (const word of right) {
    const count = bag.get(word) ?? 0
    if (count === 0) continue
    bag.set(word, count - 1)
    common++
  }
  return (2 * common) / (left.length + right.length)
}
