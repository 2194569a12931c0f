import { expect, test } from 'vitest'
import { holds } from '../statistics/cell.ts'
import { LATENCY_POINTS } from './all-cells.ts'

// The short form of `npm run verify:latency`: fewer runs, wider slack.
test.each(LATENCY_POINTS.map(({ title, cells }) => [title, cells] as const))('%s', (_, cells) => {
  const all = cells((runs) => Math.ceil(runs * 0.05))
  expect(all.length).toBeGreaterThan(5)
  expect(all.filter((cell) => !holds(cell))).toEqual([])
})
