const SPACE = /\s/
/** What goes on with the character before it, even with a space. */
const EXTENDING = /^(?:\p{M}|\p{Emoji_Modifier}|\u200c|\u200d|[\uff9e\uff9f]|[\u{e0020}-\u{e007f}])/u
/** A grapheme that is cut off behind what is looked at still begins where it does. */
const AHEAD = 64

/**
 * The last good place to cut a text, after `low` and up to `high` (less than the text's length): after a line end, else before a word, else
 * between graphemes, else (inside a grapheme that is longer than all that) between code points. `anchor` is a place before `low` at which a
 * grapheme begins.
 */
export function lastCut(text: string, anchor: number, low: number, high: number): number {
  const line = text.slice(low, high).lastIndexOf('\n')
  if (line >= 0) return low + line + 1
  for (let at = high; at > low; at--) if (beginsWord(text, at)) return at
  const { index } = graphemeAt(text, anchor, high, high + AHEAD)
  if (index > low) return index
  return isLowSurrogate(text, high) && isHighSurrogate(text, high - 1) ? high - 1 : high
}

/**
 * The first good place to begin a chunk, from `low` (above 0) to `high`, where a grapheme begins: after a line end, else before a word, both
 * in the first half, else between graphemes.
 */
export function firstCut(text: string, anchor: number, low: number, high: number): number {
  const middle = low + Math.floor((high - low) / 2)
  const line = text.slice(low - 1, middle).indexOf('\n')
  if (line >= 0) return low + line
  for (let at = low; at <= middle; at++) if (beginsWord(text, at)) return at
  const { index, segment } = graphemeAt(text, anchor, low, high)
  return index === low ? low : Math.min(index + segment.length, high)
}

function beginsWord(text: string, at: number): boolean {
  if (!SPACE.test(text.charAt(at - 1)) || SPACE.test(text.charAt(at))) return false
  return !EXTENDING.test(text.slice(at, at + 2))
}

let graphemes: Intl.Segmenter | undefined

/** The grapheme at a place, read up to `end`. */
function graphemeAt(text: string, anchor: number, at: number, end: number): { index: number; segment: string } {
  graphemes ??= new Intl.Segmenter('en', { granularity: 'grapheme' })
  const { index, segment } = graphemes.segment(text.slice(anchor, end)).containing(at - anchor) ?? { index: at - anchor, segment: '' }
  return { index: anchor + index, segment }
}

const isHighSurrogate = (text: string, at: number): boolean => (text.charCodeAt(at) & 0xfc00) === 0xd800
const isLowSurrogate = (text: string, at: number): boolean => (text.charCodeAt(at) & 0xfc00) === 0xdc00
