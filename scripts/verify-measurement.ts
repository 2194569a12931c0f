import { loadavg } from 'node:os'
import { printCells } from '../bench/print-table.ts'
import { cellsOf, holds } from './measurement/finding.ts'
import type { Finding } from './measurement/finding.ts'
import { ROWS } from './measurement/rows.ts'
import type { Row } from './measurement/rows.ts'

/** Other jobs of the machine can spoil times: these are measured again, so often in all. What holds anywhere has one chance. */
const MOST_ATTEMPTS = 3

/**
 * Shows that the measurement measures: figures of a client in its own process beside what the simulated server, in another, stamped on the same clock.
 * `npm run verify:measurement [rows]`, as `profile,slow`. Ends with 1 where a figure falls short.
 */
const wanted = (process.argv[2] ?? '').split(',')
const rows = ROWS.filter(({ name }) => wanted.some((start) => name.startsWith(start)))
if (rows.length === 0) {
  console.error(`found ${wanted.join(',')}, expected the beginnings of ${ROWS.map(({ name }) => name).join(', ')}`)
  process.exit(2)
}
let [short, all] = [0, 0]
const began = performance.now()
for (const row of rows) {
  const found = await verified(row)
  all += found.length
  short += shortOf(found).length
}
console.log(`\n${all} figures, ${short} fall short, ${seconds(began)}`)
if (short > 0) process.exitCode = 1

async function verified({ name, title, findings }: Row): Promise<Finding[]> {
  for (let attempt = 1; ; attempt++) {
    const from = performance.now()
    const found = await findings()
    const again = attempt === 1 ? '' : `, measured for the ${attempt === 2 ? 'second' : 'third'} time`
    console.log(`\n${title} [${name}, ${seconds(from)}, load average ${loadavg()[0]?.toFixed(1)}${again}]`)
    printCells([['what', 'figure', 'bound', 'verdict'], ...found.map(cellsOf)])
    const missed = shortOf(found)
    if (attempt === MOST_ATTEMPTS || missed.length === 0 || missed.some(({ isTiming }) => !isTiming)) return found
  }
}

function shortOf(found: readonly Finding[]): Finding[] {
  return found.filter((each) => !holds(each))
}

function seconds(from: number): string {
  return `${((performance.now() - from) / 1_000).toFixed(1)} s`
}
