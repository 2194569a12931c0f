import { expect, test } from 'vitest'
import { numberOption } from './number-option.ts'

test('an option that was not given has no number', () => {
  expect(numberOption('--seed', undefined, { least: 0, most: 9 })).toBeUndefined()
})

test.each([
  ['3', 3],
  [' 0 ', 0],
  ['9', 9],
])('%j is %d', (given, value) => expect(numberOption('--seed', given, { least: 0, most: 9, whole: true })).toBe(value))

test.each(['', ' ', 'x', '-1', '10', '1.5', 'NaN', 'Infinity', '1e9', '0x'])('%j is none', (given) => {
  expect(() => numberOption('--seed', given, { least: 0, most: 9, whole: true })).toThrow(
    /^--seed: found .*, expected a whole number from 0 up to 9$/,
  )
})

test('a bound may be left out of what is legal', () => {
  expect(() => numberOption('--budget', '0', { above: 0, most: 5 })).toThrow(/expected a number above 0 up to 5$/)
  expect(numberOption('--budget', '0.01', { above: 0, most: 5 })).toBe(0.01)
})
