import { expect, test } from 'vitest'
import { inputOrder } from './input-order.ts'

test('every input comes once before one comes again, in an order that the seed decides', () => {
  const order = (seed: number) => Array.from({ length: 12 }, (_, index) => inputOrder(4, seed)(index))
  for (const from of [0, 4, 8])
    expect(
      order(1)
        .slice(from, from + 4)
        .toSorted((a, b) => a - b),
    ).toEqual([0, 1, 2, 3])
  expect(order(1)).toEqual(order(1))
  expect(new Set([1, 2, 3, 4, 5].map((seed) => order(seed).join())).size).toBeGreaterThan(1)
})

test('conversations that are asked for out of order have the same inputs', () => {
  const [forwards, jumping] = [inputOrder(3, 's'), inputOrder(3, 's')]
  const wanted = Array.from({ length: 60 }, (_, index) => forwards(index))
  for (const index of [59, 0, 31, 2, 58, 30, 7]) expect(jumping(index)).toBe(wanted[index])
})
