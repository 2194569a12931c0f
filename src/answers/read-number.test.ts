import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readNumber } from './read-number.ts'

describe('readNumber', () => {
  it.each<[unknown, number | null]>([
    ['A: 18', 18],
    ['A: 18.', 18],
    ['A: $1,234.50.', 1234.5],
    ['It costs 3 or 4 dollars', 4],
    ['1,000,000 people', 1_000_000],
    ["1'000 CHF", 1000],
    ['1\u00a0000 €', 1000],
    ['1\u202f000\u202f000 €', 1_000_000],
    ['1 000', 0],
    ['€5', 5],
    ['-5', -5],
    ['−5 degrees', -5],
    ['-$7.25', -7.25],
    ['$-7.25', -7.25],
    ['3-4', 4],
    ['GPT-4', 4],
    ['f(2)-1', 1],
    ['12,34', 34],
    ['1,2345', 2345],
    ['.5', 0.5],
    ['2.50', 2.5],
    ['v1.2.3', 3],
    ['1.5e3 grams', 1500],
    ['2E-2', 0.02],
    ['1e999', null],
    ['50 %', 50],
    ['50%', 50],
    ['<<3*4=12>>12 eggs\nA: 12', 12],
    ['no number', null],
    ['', null],
    ['٣', null],
    [7, 7],
    [Number.NaN, null],
    [Number.POSITIVE_INFINITY, null],
    [true, null],
    [null, null],
    [[3], null],
  ])('%j is %j', (value, expected) => expect(readNumber(value)).toBe(expected))

  it('reads every number as it is written', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (number) => {
        expect(readNumber(`The answer is ${number}.`)).toBe(number + 0)
      }),
    )
    fc.assert(
      fc.property(fc.integer(), (number) => {
        expect(readNumber(`Total: ${number.toLocaleString('en-US')}`)).toBe(number)
      }),
    )
  })

  it('looks at the end of long texts only', () => {
    expect(readNumber(`${'1,'.repeat(5_000_000)}7`)).toBe(7)
    expect(readNumber(`7${' .'.repeat(5_000_000)}`)).toBe(7)
  })
})
