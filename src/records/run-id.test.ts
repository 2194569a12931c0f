import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { nameSchema } from '../schema/task.ts'
import { createdAt, createRunId } from './run-id.ts'

it('is a UTC stamp and six random characters', () => {
  expect(createRunId(Date.UTC(2026, 10, 21, 4, 55, 12, 345), () => 0.5)).toBe('20261121t045512z-iiiiii')
})

it('is a legal name and sorts by time', () => {
  const time = fc.integer({ min: 0, max: Date.UTC(2100, 0) })
  fc.assert(
    fc.property(time, time, fc.double({ min: 0, max: 0.999999, noNaN: true }), (a, b, random) => {
      const [first, second] = [a, b].map((ms) => createRunId(ms, () => random)) as [string, string]
      expect(nameSchema.safeParse(first).success).toBe(true)
      expect(first < second || Math.floor(a / 1000) >= Math.floor(b / 1000)).toBe(true)
    }),
  )
})

it('says when it was made, unless a user gave it', () => {
  expect(createdAt('20261121t045512z-iiiiii')).toBe('2026-11-21T04:55:12.000Z')
  for (const given of ['ci-4711', '20261121', '20269921t045512z-iiiiii']) expect(createdAt(given)).toBeNull()
})
