import { expect, test } from 'vitest'
import { testModel } from '../schema/testing/test-model.ts'
import { hasPrice, requirePrices } from './require-prices.ts'

const unpriced = testModel({ provider: 'compatible', name: 'big', baseUrl: 'https://llm.invalid/v1' })
const price = { inputUsdPerMillion: 1, outputUsdPerMillion: 2 }

test('prices come from the config, the list, or the provider itself', () => {
  expect(hasPrice(unpriced)).toBe(false)
  expect(hasPrice({ ...unpriced, price })).toBe(true)
  expect(hasPrice(testModel({ provider: 'openai', name: 'gpt-4o-mini' }))).toBe(true)
  expect(hasPrice(testModel({ provider: 'openai', name: 'no-such-model' }))).toBe(false)
  expect(hasPrice(testModel({ provider: 'openrouter', name: 'nobody/no-such-model' }))).toBe(true)
})

test('under a budget a paid model without a price is an error before the first call', () => {
  const budget = { budgetUsd: 5, allowUnpriced: false }
  expect(() => requirePrices([unpriced, { ...unpriced, label: 'other' }, { ...unpriced, price }], budget)).toThrow(
    'budgetUsd is set, and no price is known of compatible:big, other: a budget could not hold',
  )
  expect(() => requirePrices([unpriced], budget)).toThrow(
    expect.objectContaining({
      kind: 'config',
      hint: 'give each a `price: { inputUsdPerMillion: …, outputUsdPerMillion: … }`, or set `allowUnpriced: true`: its calls then count as unpriced',
    }),
  )
})

test('without a budget, with leave, and where nothing is paid, no price is needed', () => {
  expect(() => requirePrices([unpriced], { budgetUsd: null, allowUnpriced: false })).not.toThrow()
  expect(() => requirePrices([unpriced], { budgetUsd: 5, allowUnpriced: true })).not.toThrow()
  expect(() => requirePrices([{ ...unpriced, paid: false }], { budgetUsd: 5, allowUnpriced: false })).not.toThrow()
})
