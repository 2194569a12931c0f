import { expect, test } from 'vitest'
import { addOmitted } from './correct-omission.ts'

const omitted = (values: readonly number[], interval: number): number[] | null => {
  const added: number[] = []
  const ones = values.map((value): [number, number] => [value, 1])
  return addOmitted(ones, interval, (value) => added.push(value)) ? added : null
}

test('a value longer than the interval adds those that would have started meanwhile', () => {
  expect(omitted([1, 35, 10], 10)).toEqual([25, 15])
  expect(omitted([40], 10)).toEqual([30, 20, 10])
  expect(omitted([5], 10)).toEqual([])
})

test('without an interval, or with one that would add more than ten million, nothing is added', () => {
  expect(omitted([35], 0)).toBeNull()
  expect(omitted([35], Number.NaN)).toBeNull()
  expect(omitted([1e6], 1e-3)).toBeNull()
})
