import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { cutTo, displayWidth, padTo } from './display-width.ts'

it('counts wide characters twice and marks not at all', () => {
  expect(['abc', '日本', 'é', 'e\u0301', '🦉', '👩‍👩‍👧', '🇩🇪', '한글', '', '…', 'ﬁ'].map(displayWidth)).toEqual([
    3, 4, 1, 1, 2, 2, 2, 4, 0, 1, 1,
  ])
})

it('pads by what is seen', () => {
  expect([padTo('日本', 6), padTo('日本', 6, 'right'), padTo('long', 2)]).toEqual(['日本  ', '  日本', 'long'])
})

it('cuts to a width and never beyond it', () => {
  expect([cutTo('abcdef', 4), cutTo('日本語', 4), cutTo('abc', 3), cutTo('abc', 0)]).toEqual(['abc…', '日…', 'abc', ''])
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 0, max: 40 }), (text, width) => {
      expect(displayWidth(cutTo(text, width))).toBeLessThanOrEqual(width)
    }),
  )
})
