import { printVerified } from './print-verified.ts'
import { POINTS } from './statistics/all-cells.ts'

/**
 * Shows that the statistics keep what they promise: every cell of the six acceptance points with its figure, its bound and three Monte Carlo standard
 * errors of slack (none: enumerated exactly). `npm run verify:statistics [points] [effort]`, as `1,5 0.1`. Ends with 1 where a cell falls short.
 */
const [points = '1,2,3,4,5,6', effort = '1'] = process.argv.slice(2)
const wanted = new Set(points.split(',').map(Number))
const scale = Number(effort)
if (![...wanted].every((point) => POINTS.some((each) => each.point === point)) || !(scale > 0)) {
  console.error(`found ${points} and ${effort}, expected points of 1 to 6, as 1,5, and an effort over 0, as 0.1`)
  process.exit(2)
}
printVerified(
  POINTS.filter(({ point }) => wanted.has(point)),
  scale,
)
