import fc from 'fast-check'
import { expect, test } from 'vitest'
import { listWindow, scrollTopFor } from './list-window.ts'

const ROW = 54

test('every row that is in sight is rendered, and few others, however long the list is', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 60_000 }),
      fc.integer({ min: 1, max: 2_000 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (count, height, share) => {
        const scrollTop = share * Math.max(0, count * ROW - height)
        const { from, to } = listWindow(scrollTop, height, ROW, count)
        expect(from).toBeGreaterThanOrEqual(0)
        expect(to).toBeLessThanOrEqual(count)
        expect(from).toBeLessThanOrEqual(Math.floor(scrollTop / ROW))
        expect(to).toBeGreaterThanOrEqual(Math.min(count, Math.ceil((scrollTop + height) / ROW)))
        expect(to - from).toBeLessThanOrEqual(Math.ceil(height / ROW) + 20)
      },
    ),
  )
})

test('a list that became shorter than where its frame stands shows its end', () => {
  expect(listWindow(50_000, 540, ROW, 30)).toEqual({ from: 18, to: 30 })
  expect(listWindow(50_000, 540, ROW, 0)).toEqual({ from: 0, to: 0 })
})

test('a frame scrolls no further than it must, and not at all to a row that is in sight', () => {
  const frame = { scrollTop: 540, height: 540 }
  expect(scrollTopFor(12, frame, ROW, false)).toBeNull()
  expect(scrollTopFor(9, frame, ROW, false)).toBe(9 * ROW)
  expect(scrollTopFor(20, frame, ROW, false)).toBe(11 * ROW)
  expect(scrollTopFor(12, frame, ROW, true)).toBe(12 * ROW - 243)
  expect(scrollTopFor(0, frame, ROW, true)).toBe(0)
})
