import { expect, test } from 'vitest'
import { testModel } from '../schema/testing/test-model.ts'
import { priceRange } from './price-range.ts'
import { mini } from './testing/estimating.ts'

const range = (value: number) => ({ low: value, expected: value, high: value })

test('calls cost what their tokens cost, also a part of a call; no call costs nothing, whatever is known of its price', () => {
  expect(priceRange(mini, range(4_000), range(40), 4)).toEqual(range(4_000 * 1_000 + 40 * 10_000))
  expect(priceRange(mini, range(250), range(25), 0.25)).toEqual(range(250 * 1_000 + 25 * 10_000))
  expect(priceRange(mini, range(0), range(0), 0)).toEqual(range(0))
  expect(priceRange(testModel({ label: 'unpriced' }), range(0), range(0), 0)).toEqual(range(0))
  expect(priceRange(testModel({ label: 'unpriced' }), range(4), range(4), 1)).toBeNull()
})

test('amounts are whole, and an end that is unknown stays so', () => {
  const cheap = testModel({ price: { inputUsdPerMillion: 0.001, outputUsdPerMillion: 0 } })
  expect(priceRange(cheap, range(101), { low: 0, expected: null, high: null }, 0.37)).toEqual({ low: 101, expected: null, high: null })
})
