import { expect, test } from 'vitest'
import { POINTS } from './all-cells.ts'
import { holds, shareCell } from './cell.ts'

test('a cell holds within three standard errors of its bounds, an exact one without slack', () => {
  expect(holds(shareCell(1, 'simulated', 0.9, { least: 0.92 }, 1_000))).toBe(true)
  expect(holds(shareCell(1, 'simulated', 0.89, { least: 0.92 }, 1_000))).toBe(false)
  expect(holds(shareCell(1, 'exact', 0.919, { least: 0.92 }))).toBe(false)
  expect(holds(shareCell(1, 'both', 0.96, { least: 0.94, most: 0.97 }))).toBe(true)
  expect(holds(shareCell(1, 'both', 0.98, { least: 0.94, most: 0.97 }))).toBe(false)
  expect(holds(shareCell(1, 'for information', 0, {}))).toBe(true)
})

// The short form of `npm run verify:statistics`: fewer runs, wider slack.
test.each(POINTS.map(({ title, cells }) => [title, cells] as const))('%s', (_, cells) => {
  const all = cells((runs) => Math.ceil(Math.max(runs * 0.03, Math.min(100, runs * 0.17))))
  expect(all.length).toBeGreaterThan(5)
  expect(all.filter((cell) => !holds(cell))).toEqual([])
})
