import { expect, test } from 'vitest'
import { routerCost } from './router-cost.ts'

test.each([
  [0.00012, false, 0.5, 120_000],
  [0.00012, undefined, null, 120_000],
  [0, true, 0.00042, 420_000],
  [0.00002, true, 0.0004, 420_000],
  [0, true, null, null],
  [0, true, -1, null],
  [undefined, true, 0.1, null],
  [9_000_000, true, 9_000_000, null],
])('cost %s, own key %s, billed elsewhere %s: %s', (cost, isByok, upstreamCost, expected) => {
  expect(routerCost({ cost, isByok, upstreamCost })).toBe(expected)
})
