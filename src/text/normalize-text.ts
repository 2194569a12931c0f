/** Marks that enclose or end words. Signs that belong to a value stay: C++, C#, -5, $5, 50 %. */
const ENCLOSING = /[\s.,;:!?¡¿…"'`´‘’‚‛“”„‟«»‹›()[\]{}<>*_~|•·\u2013\u2014]/u

/** NFKC, case folded, trimmed, spaces collapsed, outer punctuation stripped (kept where there is nothing else). */
export function normalizeText(text: string): string {
  const plain = text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim()
  // Scanned by hand: a pattern with `+$` takes quadratic time on long runs inside of the text.
  let from = 0
  let to = plain.length
  while (from < to && ENCLOSING.test(plain[from] as string)) from++
  while (to > from && ENCLOSING.test(plain[to - 1] as string)) to--
  return from === to ? plain : plain.slice(from, to)
}
