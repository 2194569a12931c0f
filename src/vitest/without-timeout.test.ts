import { expect, test } from 'vitest'
import { withoutTimeout } from './without-timeout.ts'

const calls: unknown[][] = []
const form = (...args: unknown[]) => void calls.push(args)
const declared = Object.assign(form, { only: (...args: unknown[]) => void calls.push(['only', ...args]), extend: 'something else' })

test('tests are declared without a time-out, unless they have one', () => {
  const body = () => undefined
  const patient = withoutTimeout(declared as never) as unknown as typeof declared
  patient('a', body)
  patient('b', { retry: 1 }, body)
  patient('c', { timeout: 5 }, body)
  patient.only('d', body)
  expect(calls).toEqual([
    ['a', { timeout: 0 }, body],
    ['b', { timeout: 0, retry: 1 }, body],
    ['c', { timeout: 5 }, body],
    ['only', 'd', { timeout: 0 }, body],
  ])
  expect(patient.extend).toBe('something else')
})
