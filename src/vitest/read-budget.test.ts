import { expect, test } from 'vitest'
import { readBudget } from './read-budget.ts'

test('an amount of US dollars above 0 is a budget', () => {
  expect(['2.50', ' 5 ', '1e-3'].map((text) => readBudget('--budget', text))).toEqual([2.5, 5, 0.001])
})

test.each(['0', '-1', 'NaN', 'Infinity', '', ' ', '$5', '5,00'])('%j is none, and said where it stands', (text) => {
  expect(() => readBudget('--budget', text)).toThrow(
    expect.objectContaining({
      kind: 'config',
      message: `--budget: found ${JSON.stringify(text)}, expected an amount of US dollars above 0`,
      hint: 'as in 2.50',
    }),
  )
})
