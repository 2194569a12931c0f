import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fitSections } from './fit-sections.ts'
import type { Section } from './fit-sections.ts'

const note = (lost: readonly string[]): string => `left out: ${lost.join(', ')}\n`
const section = (name: string, weight: number): Section => [
  { text: `${name}${'+'.repeat(100)}\n`, loses: `details of ${name}`, weight },
  { text: `${name}\n`, loses: name, weight: weight + 50 },
  { text: '' },
]

describe('sections that have to fit', () => {
  it('stand in full where there is room', () => {
    expect(fitSections([[{ text: 'head\n' }], section('a', 1)], 1_000, note)).toBe(`head\na${'+'.repeat(100)}\n`)
  })

  it('lose their details by weight, light ones first, and say which', () => {
    const text = fitSections([[{ text: 'head\n' }], section('a', 2), section('b', 1)], 180, note)
    expect(text).toBe(`head\na${'+'.repeat(100)}\nb\nleft out: details of b\n`)
  })

  it('lose the last of the same weight first, and go where there is no room at all', () => {
    const text = fitSections([[{ text: 'head\n' }], section('a', 1), section('b', 1)], 48, note)
    expect(text).toBe('head\nleft out: details of b, details of a, b, a\n')
  })

  it('are never longer than they may be, in bytes', () => {
    const weights = fc.integer({ min: 1, max: 40 })
    const texts = fc.string({ unit: 'grapheme', maxLength: 60 }).filter((text) => !text.includes('\ufffd'))
    fc.assert(
      fc.property(fc.array(fc.tuple(texts, weights), { maxLength: 12 }), fc.integer({ min: 0, max: 2_000 }), (parts, most) => {
        const text = fitSections([[{ text: 'ä head\n' }], ...parts.map(([name, weight]) => section(name, weight))], most, note)
        expect(Buffer.byteLength(text)).toBeLessThanOrEqual(most)
        expect(text).not.toContain('\ufffd')
      }),
    )
  })
})
