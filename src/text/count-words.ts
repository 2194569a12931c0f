// Its data take milliseconds to load, and few texts want them.
let segmenter: Intl.Segmenter | undefined
const LETTER_OR_DIGIT = /[\p{L}\p{N}]/u
/** Scripts that are written without spaces between words. */
const WITHOUT_SPACES =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u

/** Words: what stands between white space and holds a letter or digit; in scripts without spaces by Unicode's rules (UAX 29). */
export function countWords(text: string): number {
  let count = 0
  for (const part of text.split(/\s+/)) {
    if (WITHOUT_SPACES.test(part)) count += segments(part)
    else if (LETTER_OR_DIGIT.test(part)) count++
  }
  return count
}

function segments(text: string): number {
  let count = 0
  segmenter ??= new Intl.Segmenter('en', { granularity: 'word' })
  for (const { isWordLike } of segmenter.segment(text)) if (isWordLike) count++
  return count
}
