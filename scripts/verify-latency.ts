import { LATENCY_POINTS } from './latency/all-cells.ts'
import { printVerified } from './print-verified.ts'

/**
 * Shows that comparisons and trends of latencies find what they promise to find and little else, by seeded simulation. `npm run verify:latency [effort]`, as
 * 0.1. Ends with 1 where a cell falls short.
 */
const scale = Number(process.argv[2] ?? '1')
if (!(scale > 0)) {
  console.error(`found ${process.argv[2]}, expected an effort over 0, as 0.1`)
  process.exit(2)
}
printVerified(LATENCY_POINTS, scale)
