import { EvalError } from '../schema/eval-error.ts'
import { firstCut, lastCut } from './cut-points.ts'

/** How a text is cut. */
export interface Cutting {
  by: 'tokens' | 'lines'
  /** Most tokens or lines of a chunk, from 1. */
  size: number
  /** Of the chunk before, less than `size`. */
  overlap: number
}

/** A stretch of a text, in UTF-16 units. */
export interface Chunk {
  /** From 0. */
  index: number
  from: number
  to: number
  text: string
}

/** Most chunks of one text, and most characters of all of them together. */
const MOST_CHUNKS = 1_000
const MOST_CHARACTERS = 100_000_000
/** What a token stands for, about. */
const CHARACTERS_PER_TOKEN = 4
/** A line that is longer counts as several. */
const LONGEST_LINE = 4_000

/**
 * A text in chunks that cover it in order; a text that fits into one is the only one, and so is an empty text. Cut by tokens (estimated: 4
 * UTF-16 units each), a chunk ends at a line end, a word or a grapheme in its second half, and repeats at most `overlap` tokens. Cut by
 * lines, it has `size` lines and repeats `overlap`; a line over 4,000 characters counts as several. Throws EvalError config for more than
 * 1,000 chunks, and for more than 100 million characters in all of them.
 */
export function chunksOf(text: string, cutting: Cutting): Chunk[] {
  if (cutting.overlap >= cutting.size) throw new EvalError('bug', `overlap ${cutting.overlap} is not less than size ${cutting.size}`)
  const ends = cutting.by === 'lines' ? lineSpans(text, cutting) : tokenSpans(text, cutting)
  let characters = 0
  return Array.from(ends, ([from, to], index) => {
    characters += to - from
    if (index >= MOST_CHUNKS) throw tooMuch(`more than ${MOST_CHUNKS} chunks`)
    if (characters > MOST_CHARACTERS) throw tooMuch(`chunks of more than ${MOST_CHARACTERS} characters in all`)
    return { index, from, to, text: text.slice(from, to) }
  })
}

type Span = [from: number, to: number]

function* tokenSpans(text: string, { size, overlap }: Cutting): Generator<Span> {
  const [most, repeated] = [size * CHARACTERS_PER_TOKEN, overlap * CHARACTERS_PER_TOKEN]
  let [from, to] = [0, 0]
  while (text.length - from > most) {
    // Past the end of the chunk before, and so far that the next one begins after this one.
    const end = lastCut(text, from, Math.max(to, from + repeated, from + Math.floor(most / 2)), from + most)
    yield [from, end]
    to = end
    from = repeated === 0 ? end : firstCut(text, from, end - repeated, end)
  }
  yield [from, text.length]
}

function* lineSpans(text: string, { size, overlap }: Cutting): Generator<Span> {
  if (text.length <= size) return yield [0, text.length]
  const starts: number[] = []
  for (const start of lineStarts(text)) {
    starts.push(start)
    if (starts.length <= size) continue
    yield [starts[0] as number, start]
    starts.splice(0, size - overlap)
  }
  yield [starts[0] as number, text.length]
}

/** Where lines begin, and the parts of long ones. */
function* lineStarts(text: string): Generator<number> {
  let start = 0
  yield start
  for (let at = 1; at < text.length; at++) {
    if (endsLine(text, at)) yield (start = at)
    else if (at - start === LONGEST_LINE) yield (start = lastCut(text, start, start + LONGEST_LINE / 2, at))
  }
}

/** Does a line end just before a place? */
function endsLine(text: string, at: number): boolean {
  const before = text.charCodeAt(at - 1)
  return before === LINE_FEED || (before === CARRIAGE_RETURN && text.charCodeAt(at) !== LINE_FEED)
}

const LINE_FEED = 10
const CARRIAGE_RETURN = 13

const tooMuch = (found: string): EvalError =>
  new EvalError('config', `the text makes ${found}`, { hint: 'give chunks a larger `size` or a smaller `overlap`, or cut the input' })
