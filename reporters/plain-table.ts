import { cutTo, displayWidth, padTo } from './display-width.ts'
import { oneLine } from './one-line.ts'
import { wrapText } from './wrap-text.ts'

const GAP = '  '
const MOST_WIDTH = 110
/** Columns of text are made no narrower where a table is too wide, nor than their words: then it goes on below. */
const LEAST_WIDTH = 16
const LONGEST_WORD = 30
const LEAST_TABLE = 40

/**
 * Lines of a table: columns to the left, or to the right where all their cells are numbers. Cells are safe on a terminal. Where it is wider
 * than `width` columns, long texts take several lines; what still finds no room stands in further tables, each with the first column.
 */
export function plainTable(header: readonly string[], rows: readonly (readonly string[])[], width = Infinity): string[] {
  const most = Math.max(width, LEAST_TABLE)
  const cells = [header, ...rows].map((row) => row.map((cell) => cutTo(oneLine(cell, 200), MOST_WIDTH)))
  const columns = header.map((_, index) => columnOf(cells.map((row) => row[index] ?? '')))
  const lines: string[] = []
  for (const block of blocksOf(columns, most)) {
    if (lines.length > 0) lines.push('')
    const widths = fitted(block, most)
    const texts = cells.map((_, row) => block.map(({ cells: own }) => own[row] ?? ''))
    lines.push(...texts.flatMap((row) => rowLines(row, block, widths)))
  }
  return lines
}

interface Column {
  cells: string[]
  isNumber: boolean
  width: number
  /** To which it may be narrowed. */
  least: number
}

function columnOf(cells: string[]): Column {
  const [header = '', ...own] = cells
  const isNumber = own.length > 0 && own.every((cell) => /^[\d.,%–-]*$/.test(cell))
  const widest = (texts: readonly string[]) => Math.max(...texts.map(displayWidth), 0)
  const width = widest(cells)
  if (isNumber) return { cells, isNumber, width, least: widest([...header.split(' '), ...own]) }
  const word = Math.min(widest(cells.flatMap((cell) => cell.split(' '))), LONGEST_WORD)
  return { cells, isNumber, width, least: Math.min(width, Math.max(word, LEAST_WIDTH)) }
}

const total = (widths: readonly number[]): number => widths.reduce((sum, width) => sum + width + GAP.length, -GAP.length)

/** Columns that stand beside each other; the first one in each block. */
function blocksOf([first, ...others]: readonly Column[], most: number): Column[][] {
  if (!first) return []
  const blocks: Column[][] = [[first]]
  for (const column of others) {
    const block = blocks.at(-1) as Column[]
    if (block.length > 1 && total([...block, column].map(({ least }) => least)) > most) blocks.push([first, column])
    else block.push(column)
  }
  return blocks
}

/** Widths of columns that fit: the widest gives way first, words are cut last. */
function fitted(block: readonly Column[], most: number): number[] {
  const widths = block.map(({ width }) => width)
  while (total(widths) > most) {
    const spare = [...widths.keys()].filter((index) => (widths[index] as number) > (block[index] as Column).least)
    const narrowed = spare.length > 0 ? spare : [...widths.keys()]
    const widest = narrowed.reduce((first, second) => ((widths[second] as number) >= (widths[first] as number) ? second : first))
    widths[widest] = (widths[widest] as number) - 1
  }
  return widths
}

function rowLines(row: readonly string[], block: readonly Column[], widths: readonly number[]): string[] {
  const wrapped = row.map((cell, column) => wrapText(cell, widths[column] ?? 0))
  const height = Math.max(...wrapped.map((lines) => lines.length))
  return Array.from({ length: height }, (_, line) =>
    wrapped
      .map((lines, column) => padTo(lines[line] ?? '', widths[column] ?? 0, block[column]?.isNumber ? 'right' : 'left'))
      .join(GAP)
      .trimEnd(),
  )
}

/** A share as a percentage; – where it is not known. */
export const percent = (share: number | null): string =>
  share === null ? '–' : `${(100 * share).toFixed(share === 0 || share === 1 ? 0 : 1)}%`
