import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countLines } from './count-lines.ts'
import { countWords } from './count-words.ts'
import { csvCell } from './csv-cell.ts'
import { escapeHtml } from './escape-html.ts'
import { nearest } from './nearest.ts'
import { normalizeText } from './normalize-text.ts'
import { redact } from './redact.ts'
import { shorten } from './shorten.ts'
import { stripControl } from './strip-control.ts'

describe('shorten', () => {
  it('leaves short texts alone', () => expect(shorten('short', 5)).toBe('short'))

  it('keeps beginning and end, and says how much is left out', () => {
    const short = shorten(`begin${'-'.repeat(1_000)}end`, 60)
    expect(short).toMatch(/^begin-+ … \(948 more\) … -+end$/)
    expect(short.length).toBeLessThanOrEqual(60)
  })

  it('never exceeds its length nor cuts a character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), fc.integer({ min: 2, max: 100 }), (text, max) => {
        const short = shorten(text, max)
        expect(short.length).toBeLessThanOrEqual(Math.max(max, 2))
        expect(short.isWellFormed() || !text.isWellFormed()).toBe(true)
      }),
    )
  })
})

describe('normalizeText', () => {
  it.each([
    ['  Hello,   World! ', 'hello, world'],
    ['**Paris**.', 'paris'],
    ['“Ｆｕｌｌ” width', 'full” width'],
    ['“quoted”', 'quoted'],
    ['ﬁne', 'fine'],
    ['C++', 'c++'],
    ['C#', 'c#'],
    ['-5', '-5'],
    ['$5.', '$5'],
    ['50 %', '50 %'],
    ['(a) b', 'a) b'],
    ['...', '...'],
    ['', ''],
    ['e\u0301', 'é'],
  ])('%j is %j', (text, expected) => expect(normalizeText(text)).toBe(expected))

  it('takes linear time on long runs of punctuation', () => {
    const run = `a${'!'.repeat(300_000)}a`
    expect(normalizeText(run)).toBe(run)
    expect(normalizeText(`a${'!'.repeat(300_000)}`)).toBe('a')
  })

  it('does nothing twice', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const once = normalizeText(text)
        expect(normalizeText(once)).toBe(once)
      }),
    )
  })
})

describe('stripControl', () => {
  it.each([
    ['plain\ttext\nwith lines', 'plain\ttext\nwith lines'],
    ['\u001b[31mred\u001b[0m', '␛[31mred␛[0m'],
    ['a\u0000b\u007f', 'a␀b␡'],
    ['a\r\nb\rc', 'a\nb␍c'],
    ['\u009b2J', '\ufffd2J'],
    ['lone \ud800 half', 'lone \ufffd half'],
    ['\u202eevil\u2066', '\ufffdevil\ufffd'],
  ])('%j becomes %j', (text, expected) => expect(stripControl(text)).toBe(expected))
})

describe('escapeHtml', () => {
  it('escapes what opens tags, entities and attributes', () => {
    expect(escapeHtml(`<script>alert("a" & 'b')</script>`)).toBe('&lt;script&gt;alert(&quot;a&quot; &amp; &#39;b&#39;)&lt;/script&gt;')
  })
})

describe('csvCell', () => {
  it.each<[string | number | boolean | null, string]>([
    ['plain', 'plain'],
    ['a,b', '"a,b"'],
    ['say "hi"', '"say ""hi"""'],
    ['two\nlines', '"two\nlines"'],
    [' padded ', '" padded "'],
    ['=1+1', `"'=1+1"`],
    ['+1', `"'+1"`],
    ['@SUM(A1)', `"'@SUM(A1)"`],
    ['\t=1', `"'\t=1"`],
    ['-cmd', `"'-cmd"`],
    ['-5.5', '-5.5'],
    [-5, '-5'],
    [true, 'true'],
    [null, ''],
  ])('%j becomes %s', (value, expected) => expect(csvCell(value)).toBe(expected))
})

describe('redact', () => {
  it('replaces secrets wherever they stand, longer ones first', () => {
    expect(redact('key sk-12345678, again sk-12345678-long', ['sk-12345678', 'sk-12345678-long'])).toBe('key [redacted], again [redacted]')
  })

  it('leaves words alone that are too short to be secrets', () => expect(redact('a test', ['', 'test'])).toBe('a test'))
})

describe('nearest', () => {
  const words = ['contains', 'count', 'covers', 'json', 'range']
  it.each([
    ['contain', 'contains'],
    ['COUNT', 'count'],
    ['jsno', 'json'],
    ['rnage', 'range'],
    ['cuont', 'count'],
    ['spreadsheet', null],
    ['', null],
  ])('%j: %j', (word, meant) => expect(nearest(word, words)).toBe(meant))
  it('has nothing to choose from', () => expect(nearest('json', [])).toBeNull())
  it('looks at the beginning of long words', () => expect(nearest('x'.repeat(1_000_000), words)).toBeNull())
})

describe('countWords', () => {
  it.each([
    ['', 0],
    ['  one  two\nthree ', 3],
    ['well-known, e.g. 3.5 – and', 4],
    ['*** --- !', 0],
    ['naïve Äpfel', 2],
    ['我喜欢吃苹果', 4],
  ])('%j has %d', (text, count) => expect(countWords(text)).toBe(count))
  it('takes linear time on long runs without letters', () => expect(countWords(`${'-'.repeat(1_000_000)} a`)).toBe(1))
})

describe('countLines', () => {
  it.each([
    ['', 0],
    ['one', 1],
    ['one\n', 1],
    ['one\ntwo', 2],
    ['one\r\n\r\ntwo\rthree\n', 4],
  ])('%j has %d', (text, count) => expect(countLines(text)).toBe(count))
})
