import type { Chunk } from './chunks-of.ts'

/** How many line ends, or characters (code points), stand before each chunk of a text. */
export function chunkStarts(text: string, chunks: readonly Chunk[], unit: 'lines' | 'characters'): number[] {
  const counts = unit === 'lines' ? endsLine : beginsCodePoint
  let [at, count] = [0, 0]
  return chunks.map(({ from }) => {
    for (; at < from; at++) if (counts(text, at)) count++
    return count
  })
}

const LINE_FEED = 10
const CARRIAGE_RETURN = 13

function endsLine(text: string, at: number): boolean {
  const code = text.charCodeAt(at)
  return code === LINE_FEED || (code === CARRIAGE_RETURN && text.charCodeAt(at + 1) !== LINE_FEED)
}

function beginsCodePoint(text: string, at: number): boolean {
  const isLow = (text.charCodeAt(at) & 0xfc00) === 0xdc00
  return !isLow || at === 0 || (text.charCodeAt(at - 1) & 0xfc00) !== 0xd800
}
