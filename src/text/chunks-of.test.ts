import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { chunkStarts } from './chunk-starts.ts'
import { chunksOf } from './chunks-of.ts'
import type { Cutting } from './chunks-of.ts'
import { countLines } from './count-lines.ts'

const texts = (text: string, cutting: Cutting) => chunksOf(text, cutting).map((chunk) => chunk.text)
const tokens = (size: number, overlap = 0): Cutting => ({ by: 'tokens', size, overlap })
const lines = (size: number, overlap = 0): Cutting => ({ by: 'lines', size, overlap })

/** Text as strangers write it: words, line ends of all kinds, marks, flags, families, lone surrogates. */
const anyText = fc
  .array(
    fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom('a', 'word', ' ', '. ', '\n', '\r\n', '\r', '\t', '你好', 'e\u0301', ' \u0301') },
      { weight: 1, arbitrary: fc.constantFrom('👨‍👩‍👧', '🇩🇪', '🇫🇷', '👍🏽', '\ud83d', '\udc4d', '\u0600', 'क्षि', '\u200d', '\u0000') },
      { weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
    ),
    { maxLength: 300, size: 'max' },
  )
  .map((pieces) => pieces.join(''))

const anyCutting = fc
  .record({
    by: fc.constantFrom('tokens' as const, 'lines' as const),
    size: fc.integer({ min: 1, max: 40 }),
    part: fc.double({ min: 0, max: 1, noNaN: true }),
  })
  .map(({ by, size, part }): Cutting => ({ by, size, overlap: Math.min(size - 1, Math.floor(size * part)) }))

describe('chunks', () => {
  test('cover the whole text in order, and each begins in the one before or at its end', () => {
    fc.assert(
      fc.property(anyText, anyCutting, (text, cutting) => {
        const chunks = chunksOf(text, cutting)
        expect(chunks.map(({ index }) => index)).toEqual(chunks.map((_, index) => index))
        expect(chunks.every((chunk) => chunk.text === text.slice(chunk.from, chunk.to))).toBe(true)
        expect([chunks[0]?.from, chunks.at(-1)?.to]).toEqual([0, text.length])
        for (const [index, chunk] of chunks.slice(1).entries()) {
          const before = chunks[index] as (typeof chunks)[number]
          expect(chunk.from).toBeGreaterThan(before.from)
          expect(chunk.from).toBeLessThanOrEqual(before.to)
          expect(chunk.to).toBeGreaterThan(before.to)
        }
        const withoutOverlaps = chunks.map((chunk, index) => chunk.text.slice((chunks[index - 1]?.to ?? 0) - chunk.from))
        expect(withoutOverlaps.join('')).toBe(text)
      }),
      { numRuns: 500 },
    )
  })

  test('have at most the size, and repeat at most the overlap', () => {
    fc.assert(
      fc.property(anyText, anyCutting, (text, cutting) => {
        const chunks = chunksOf(text, cutting)
        const measure = (part: string) => (cutting.by === 'lines' ? countLines(part) : Math.ceil(part.length / 4))
        for (const chunk of chunks) expect(measure(chunk.text)).toBeLessThanOrEqual(cutting.size)
        for (const [index, chunk] of chunks.slice(1).entries()) {
          const repeated = measure(text.slice(chunk.from, chunks[index]?.to))
          expect(repeated).toBeLessThanOrEqual(cutting.overlap)
          expect(repeated).toBeGreaterThanOrEqual(cutting.by === 'lines' ? cutting.overlap : 0)
        }
      }),
      { numRuns: 500 },
    )
  })

  test('are never cut inside of a character that is shown as one', () => {
    const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })
    fc.assert(
      fc.property(anyText, anyCutting, (text, cutting) => {
        // A character of more than half a chunk is cut where nothing else is left.
        const all = [...graphemes.segment(text)]
        fc.pre(all.every(({ segment }) => segment.length <= 2) || cutting.size - cutting.overlap > 10)
        fc.pre(all.every(({ segment }) => segment.length <= 16))
        const begins = new Set(all.map(({ index }) => index))
        for (const { from } of chunksOf(text, cutting)) expect(begins.has(from) || text === '').toBe(true)
      }),
      { numRuns: 500 },
    )
  })

  test('are cut between code points where one character is longer than a chunk', () => {
    const chunks = texts(`${'😀\u200d'.repeat(50)}`, tokens(2))
    expect(chunks.join('')).toBe('😀\u200d'.repeat(50))
    expect(chunks.every((chunk) => chunk.isWellFormed())).toBe(true)
  })
})

describe('by tokens', () => {
  test('a text that fits is the only chunk, and so is an empty one', () => {
    expect(texts('12345678', tokens(2))).toEqual(['12345678'])
    expect(texts('', tokens(1))).toEqual([''])
  })

  test('a chunk ends at a line end before a word, at a word before a letter', () => {
    expect(texts('one two six\nthree four', tokens(4))).toEqual(['one two six\n', 'three four'])
    expect(texts('one two three four', tokens(3))).toEqual(['one two ', 'three four'])
    expect(texts('abcdefghij', tokens(1))).toEqual(['abcd', 'efgh', 'ij'])
  })

  test('a chunk repeats the end of the one before, from the first word of it', () => {
    expect(texts('one two three four five six', tokens(4, 2))).toEqual(['one two three ', 'three four five ', 'five six'])
  })

  test('the longest overlap still goes on', () => {
    expect(texts('abcdefghijklmnop', tokens(2, 1)).at(-1)).toBe('ijklmnop')
    expect(chunksOf('x'.repeat(100), tokens(10, 9)).length).toBe(16)
  })
})

describe('by lines', () => {
  test('a chunk has as many lines, whatever ends them', () => {
    expect(texts('a\nb\r\nc\rd\n', lines(2))).toEqual(['a\nb\r\n', 'c\rd\n'])
    expect(texts('a\nb\nc\nd\ne', lines(3, 1))).toEqual(['a\nb\nc\n', 'c\nd\ne'])
  })

  test('a line without end is cut at words', () => {
    const chunks = texts('word '.repeat(4000), lines(2))
    expect(chunks.join('')).toBe('word '.repeat(4000))
    expect(chunks.every((chunk) => chunk.length <= 8000 && chunk.startsWith('word'))).toBe(true)
  })
})

describe('bounds', () => {
  test('more than 1,000 chunks are refused', () => {
    expect(chunksOf('word '.repeat(999), tokens(2)).length).toBe(999)
    expect(() => chunksOf('word '.repeat(2000), tokens(2))).toThrow(
      expect.objectContaining({
        kind: 'config',
        message: 'the text makes more than 1000 chunks',
        hint: 'give chunks a larger `size` or a smaller `overlap`, or cut the input',
      }),
    )
  })

  test('so much overlap that the chunks are many times the text is refused', () => {
    expect(() => chunksOf('word '.repeat(2_000_000), tokens(2_000_000, 1_990_000))).toThrow('the text makes chunks of more than 100000000')
  })

  test('an overlap that is not less than the size is a bug of the caller', () => {
    expect(() => chunksOf('', tokens(2, 2))).toThrow('overlap 2 is not less than size 2')
  })
})

describe('chunkStarts', () => {
  test('count the line ends and the code points before each chunk', () => {
    fc.assert(
      fc.property(anyText, anyCutting, (text, cutting) => {
        const chunks = chunksOf(text, cutting)
        expect(chunkStarts(text, chunks, 'characters')).toEqual(chunks.map(({ from }) => Array.from(text.slice(0, from)).length))
        expect(chunkStarts(text, chunks, 'lines')).toEqual(chunks.map(({ from }) => text.slice(0, from).match(/\r\n|\n|\r/g)?.length ?? 0))
      }),
    )
  })
})
