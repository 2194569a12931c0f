import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatNumber } from './format-number.ts'
import type { Digits } from './format-number.ts'

function byIntl(value: number, digits: Digits): string {
  const options =
    'significant' in digits
      ? { maximumSignificantDigits: digits.significant }
      : { maximumFractionDigits: digits.decimals, minimumFractionDigits: digits.least ?? 0 }
  return new Intl.NumberFormat('en-US', options).format(value)
}

const written: [value: number, digits: Digits, text: string][] = [
  [0, { significant: 3 }, '0'],
  [-0, { decimals: 0 }, '-0'],
  [1.005, { decimals: 2 }, '1.01'],
  [0.95, { decimals: 1 }, '1'],
  [0.5, { decimals: 0 }, '1'],
  [0.4, { decimals: 0 }, '0'],
  [0.04, { decimals: 0 }, '0'],
  [9_996, { significant: 3 }, '10,000'],
  [12_345, { significant: 3 }, '12,300'],
  [1_234_567.891, { decimals: 2, least: 2 }, '1,234,567.89'],
  [5, { decimals: 2, least: 2 }, '5.00'],
  [0.000_000_123_45, { significant: 3 }, '0.000000123'],
  [1e21, { decimals: 0 }, '1,000,000,000,000,000,000,000'],
  [-2_000.5, { decimals: 1 }, '-2,000.5'],
  [Number.NaN, { decimals: 1 }, 'NaN'],
  [Number.NEGATIVE_INFINITY, { significant: 3 }, '-∞'],
]

test.each(written)('%d with %j is %s, as by Intl', (value, digits, text) => {
  expect(formatNumber(value, digits)).toBe(text)
  expect(byIntl(value, digits)).toBe(text)
})

const digits = fc.oneof(
  fc.record({ significant: fc.integer({ min: 1, max: 15 }) }),
  fc.nat(6).chain((decimals) => fc.record({ decimals: fc.constant(decimals), least: fc.nat(decimals) })),
)
const value = fc.oneof(
  fc.double(),
  fc.double({ min: -1e6, max: 1e6 }),
  fc.integer().map((thousandths) => thousandths / 1_000),
)

test('any number is written as by Intl', () => {
  fc.assert(
    fc.property(value, digits, (each, how) => formatNumber(each, how) === byIntl(each, how)),
    { numRuns: 2_000 },
  )
})
