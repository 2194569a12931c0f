import { loadavg } from 'node:os'
import { printCells } from '../bench/print-table.ts'
import { cellsOf, holds } from './measurement/finding.ts'
import { ROWS } from './measurement/rows.ts'

/**
 * Shows that the measurement measures: figures of a client in its own process beside what the simulated server, in another, stamped on the same clock.
 * `npm run verify:measurement [rows]`, as `profile,slow`. Ends with 1 where a figure falls short.
 */
const wanted = (process.argv[2] ?? '').split(',')
const rows = ROWS.filter(({ name }) => wanted.some((start) => name.startsWith(start)))
if (rows.length === 0) {
  console.error(`found ${wanted.join(',')}, expected rows of ${ROWS.map(({ name }) => name).join(', ')}`)
  process.exit(2)
}
let [short, all] = [0, 0]
const began = performance.now()
for (const { title, name, findings } of rows) {
  const from = performance.now()
  const found = await findings()
  console.log(`\n${title} [${name}, ${seconds(from)}, load average ${loadavg()[0]?.toFixed(1)}]`)
  printCells([['what', 'figure', 'bound', 'verdict'], ...found.map(cellsOf)])
  all += found.length
  short += found.filter((each) => !holds(each)).length
}
console.log(`\n${all} figures, ${short} fall short, ${seconds(began)}`)
if (short > 0) process.exitCode = 1

function seconds(from: number): string {
  return `${((performance.now() - from) / 1_000).toFixed(1)} s`
}
