const segmenter = new Intl.Segmenter('en', { granularity: 'word' })

/** Words by Unicode's rules for word boundaries. */
export function countWords(text: string): number {
  let count = 0
  for (const segment of segmenter.segment(text)) if (segment.isWordLike) count++
  return count
}
