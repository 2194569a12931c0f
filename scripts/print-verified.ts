import { printCells } from '../bench/print-table.ts'
import { holds } from './statistics/cell.ts'
import type { Cell, Effort } from './statistics/cell.ts'

/** Prints every cell of the given points with its figure, its bound and three Monte Carlo standard errors of slack; ends with 1 where one falls short. */
export function printVerified(
  points: readonly { point?: number; title: string; cells: (effort: Effort) => Cell[] }[],
  scale: number,
): void {
  const began = performance.now()
  let [short, all] = [0, 0]
  for (const [index, { point = index + 1, title, cells }] of points.entries()) {
    const from = performance.now()
    const found = cells((runs) => Math.ceil(runs * scale))
    console.log(`\n${point}. ${title} (${seconds(from)})`)
    printCells([['cell', 'figure', 'bound', '3 se', 'verdict'], ...found.map(row)])
    all += found.length
    short += found.filter((cell) => !holds(cell)).length
  }
  console.log(`\n${all} cells, ${short} fall short, ${seconds(began)}`)
  if (short > 0) process.exitCode = 1
}

function row(cell: Cell): string[] {
  const { name, figure, least, most, error } = cell
  const bounds = [least === null ? null : `≥ ${least}`, most === null ? null : `≤ ${most}`].filter((bound) => bound !== null)
  const verdict = bounds.length === 0 ? 'for information' : holds(cell) ? 'ok' : 'FALLS SHORT'
  return [name, figure.toFixed(4), bounds.join(', ') || '–', error === 0 ? 'exact' : (3 * error).toFixed(4), verdict]
}

function seconds(from: number): string {
  return `${((performance.now() - from) / 1_000).toFixed(1)} s`
}
