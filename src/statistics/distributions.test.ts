import { expect, test } from 'vitest'
import { binomialCdf, binomialMass } from './binomial.ts'
import { incompleteBeta } from './incomplete-beta.ts'
import { logGamma } from './log-gamma.ts'
import { normalCdf, normalQuantile } from './normal-distribution.ts'
import { studentCdf, studentQuantile } from './student-distribution.ts'

test.each([
  [1, 12.706204736432095],
  [9, 2.2621571627409915],
  [30, 2.0422724563012373],
])("Student's quantile 0.975 with %d degrees of freedom", (df, expected) => {
  expect(Math.abs(studentQuantile(0.975, df) - expected)).toBeLessThan(1e-9)
  expect(studentQuantile(0.025, df)).toBeCloseTo(-expected, 9)
  expect(studentCdf(expected, df)).toBeCloseTo(0.975, 10)
})

test("Student's distribution is symmetric and nears the normal one", () => {
  expect(studentQuantile(0.5, 3)).toBe(0)
  expect(studentCdf(-2, 5) + studentCdf(2, 5)).toBeCloseTo(1, 14)
  expect(studentQuantile(0.975, 1e6)).toBeCloseTo(normalQuantile(0.975), 5)
})

test("Student's quantile inverts the distribution", () => {
  for (const df of [1, 1.5, 2, 5, 40, 1_000]) {
    for (const p of [0.0001, 0.3, 0.5001, 0.9, 0.999, 0.99999]) expect(studentCdf(studentQuantile(p, df), df)).toBeCloseTo(p, 10)
  }
})

test('the normal quantile inverts the distribution in the middle and in the tails', () => {
  expect(normalQuantile(0.975)).toBeCloseTo(1.959963984540054, 12)
  expect(normalCdf(1.959963984540054)).toBeCloseTo(0.975, 14)
  for (const p of [1e-10, 1e-4, 0.02, 0.3, 0.5, 0.9, 0.9999]) expect(normalCdf(normalQuantile(p)) / p).toBeCloseTo(1, 9)
  expect(normalCdf(-8) / 6.22096057427178e-16).toBeCloseTo(1, 9)
  expect(normalCdf(9)).toBe(1)
})

test('the gamma function gives factorials, at small and large arguments', () => {
  expect(Math.exp(logGamma(6))).toBeCloseTo(120, 9)
  expect(logGamma(101)).toBeCloseTo(363.73937555556347, 9)
  expect(Math.exp(logGamma(0.25))).toBeCloseTo(3.625609908221908, 10)
})

test('the incomplete beta function has its ends and its symmetry', () => {
  expect([incompleteBeta(0, 2, 3), incompleteBeta(1, 2, 3)]).toEqual([0, 1])
  expect(incompleteBeta(0.3, 2, 5) + incompleteBeta(0.7, 5, 2)).toBeCloseTo(1, 14)
  expect(incompleteBeta(0.5, 2, 2)).toBeCloseTo(0.5, 14)
})

test('binomial probabilities sum to one, and both ways of summing agree', () => {
  expect(binomialMass(3, 10, 0.5)).toBeCloseTo(120 / 1024, 14)
  expect([binomialMass(-1, 5, 0.5), binomialMass(0, 5, 0), binomialMass(5, 5, 1), binomialMass(1, 5, 0)]).toEqual([0, 1, 1, 0])
  expect([binomialCdf(-1, 5, 0.5), binomialCdf(5, 5, 0.5)]).toEqual([0, 1])
  expect([binomialCdf(2, 5, 0), binomialCdf(2, 5, 1), binomialCdf(60, 100, 1e-10)]).toEqual([1, 0, 1])
  let sum = 0
  for (let k = 0; k <= 75; k++) sum += binomialMass(k, 200, 0.4)
  expect(binomialCdf(75, 200, 0.4)).toBeCloseTo(sum, 12)
})
