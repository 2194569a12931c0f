import { expect, test } from 'vitest'
import { nanoUsd, tokens } from './usage.ts'

test.each([
  [0.000123, 123_000],
  [0, 0],
  [-1, null],
  [Number.NaN, null],
  [1e300, null],
  ['0.1', null],
  [undefined, null],
])('%s US dollars are %s nano-dollars', (dollars, expected) => {
  expect(nanoUsd(dollars)).toBe(expected)
})

test.each([
  [12, 12],
  [1.5, null],
  [-1, null],
  ['12', null],
  [100_000_000, 100_000_000],
  [2 ** 40, null],
])('%s is a count of tokens: %s', (value, expected) => {
  expect(tokens(value)).toBe(expected)
})
