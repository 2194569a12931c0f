import { array, assert, double, property } from 'fast-check'
import { expect, it } from 'vitest'
import { scoreDomain } from './score-domain.ts'

it('holds every figure, and stays within 0..1 for scores', () => {
  assert(
    property(array(double({ min: 0, max: 1, noNaN: true }), { minLength: 1 }), (scores) => {
      const { from, to } = scoreDomain(scores)
      expect(from).toBeGreaterThanOrEqual(0)
      expect(to).toBeLessThanOrEqual(1)
      expect(from).toBeLessThanOrEqual(Math.min(...scores))
      expect(to).toBeGreaterThanOrEqual(Math.max(...scores))
    }),
  )
})

it('holds figures whose span is near the limits of a double', () => {
  const { from, to } = scoreDomain([0.9999999999999974, 0.9999999999999964])
  expect(from).toBeLessThanOrEqual(0.9999999999999964)
  expect(to).toBeGreaterThanOrEqual(0.9999999999999974)
})

it('has a width around the smallest figure that there is', () => {
  const { from, to } = scoreDomain([5e-324])
  expect(from).toBe(0)
  expect(to).toBeGreaterThan(0)
})

it('is 0..1 without figures', () => {
  expect(scoreDomain([null])).toEqual({ from: 0, to: 1 })
})
