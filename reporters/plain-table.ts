import { cutTo, displayWidth, padTo } from './display-width.ts'
import { oneLine } from './one-line.ts'

const GAP = '  '
const MOST_WIDTH = 60

/** Lines of a table: the first column to the left, the others to the right where they are numbers. Cells are safe on a terminal. */
export function plainTable(header: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const cells = [header, ...rows].map((row) => row.map((cell) => cutTo(oneLine(cell, 200), MOST_WIDTH)))
  const widths = header.map((_, column) => Math.max(...cells.map((row) => displayWidth(row[column] ?? ''))))
  const isNumber = header.map((_, column) => rows.every((row) => /^[\d.,%–-]*$/.test(row[column] ?? '')))
  return cells.map((row) =>
    row
      .map((cell, column) => padTo(cell, widths[column] ?? 0, isNumber[column] ? 'right' : 'left'))
      .join(GAP)
      .trimEnd(),
  )
}

/** A share as a percentage; – where it is not known. */
export const percent = (share: number | null): string =>
  share === null ? '–' : `${(100 * share).toFixed(share === 0 || share === 1 ? 0 : 1)}%`
