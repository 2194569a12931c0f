import { expect, it } from 'vitest'
import { listStep } from './list-step.ts'

it.each([
  ['ArrowDown', -1, 0],
  ['ArrowDown', 9, 9],
  ['ArrowUp', 0, 0],
  ['ArrowUp', 5, 4],
  ['PageDown', 2, 6],
  ['PageUp', 2, 0],
  ['Home', 7, 0],
  ['End', 0, 9],
  ['Tab', 3, null],
  ['toString', 3, null],
])('%s leads from row %i to %s of ten', (key, from, to) => {
  expect(listStep(key, from, 10, 4)).toBe(to)
})

it('leads nowhere in an empty list', () => {
  expect(listStep('End', -1, 0, 4)).toBeNull()
})
