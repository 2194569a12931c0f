import { expect, test } from 'vitest'
import { faultPlan, totalRate } from './fault-plan.ts'
import { serverFaultsSchema } from './server-settings.ts'

const faults = serverFaultsSchema.parse({ rateLimit: 0.1, serverError: 0.05, resetInside: 0.03 })
const draws = (seed: number, keys = 4_000) => {
  const plan = faultPlan(faults, seed)
  return Array.from({ length: keys }, (_, index) => plan({ key: `trial-${index}`, nth: 1, failed: 0 }))
}

test('the shares of faults are their rates', () => {
  const drawn = draws(1)
  const share = (kind: string | null) => drawn.filter((found) => found === kind).length / drawn.length
  expect(share('rateLimit')).toBeCloseTo(0.1, 1)
  expect(share('serverError')).toBeCloseTo(0.05, 1)
  expect(share('resetInside')).toBeCloseTo(0.03, 1)
  expect(share(null)).toBeCloseTo(0.82, 1)
  expect(totalRate(faults)).toBeCloseTo(0.18)
})

test('a fault depends on seed, trial and number of the request alone, never on the order', () => {
  expect(draws(1, 200).slice(100)).toEqual(draws(1, 200).slice(100))
  expect(draws(2, 200)).not.toEqual(draws(1, 200))
  const plan = faultPlan(faults, 1)
  const nths = Array.from({ length: 200 }, (_, index) => plan({ key: 'one', nth: index + 1, failed: 0 }))
  expect(new Set(nths).size).toBeGreaterThan(1)
})

test('a trial fails no more often than it may', () => {
  const plan = faultPlan({ ...faults, rateLimit: 0.95, mostPerTrial: 2 }, 1)
  expect(plan({ key: 'a', nth: 2, failed: 1 })).toBe('rateLimit')
  expect(plan({ key: 'a', nth: 3, failed: 2 })).toBeNull()
})

test('without rates nothing fails', () => {
  expect(faultPlan(serverFaultsSchema.parse({}), 1)({ key: 'a', nth: 1, failed: 0 })).toBeNull()
})
