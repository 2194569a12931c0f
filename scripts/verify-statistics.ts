import { printCells } from '../bench/print-table.ts'
import { POINTS } from './statistics/all-cells.ts'
import { holds } from './statistics/cell.ts'
import type { Cell } from './statistics/cell.ts'

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
const began = performance.now()
let [short, all] = [0, 0]
for (const { point, title, cells } of POINTS) {
  if (!wanted.has(point)) continue
  const from = performance.now()
  const found = cells((runs) => Math.ceil(runs * scale))
  console.log(`\n${point}. ${title} (${seconds(from)})`)
  printCells([['cell', 'figure', 'bound', '3 se', 'verdict'], ...found.map(row)])
  all += found.length
  short += found.filter((cell) => !holds(cell)).length
}
console.log(`\n${all} cells, ${short} fall short, ${seconds(began)}`)
if (short > 0) process.exitCode = 1

function row(cell: Cell): string[] {
  const { name, figure, least, most, error } = cell
  const bounds = [least === null ? null : `≥ ${least}`, most === null ? null : `≤ ${most}`].filter((bound) => bound !== null)
  const verdict = bounds.length === 0 ? 'for information' : holds(cell) ? 'ok' : 'FALLS SHORT'
  return [name, figure.toFixed(4), bounds.join(', ') || '–', error === 0 ? 'exact' : (3 * error).toFixed(4), verdict]
}

function seconds(from: number): string {
  return `${((performance.now() - from) / 1_000).toFixed(1)} s`
}
