import { SPARE_WEIGHT } from '../src/report/comparison-table.ts'
import type { ComparisonTable, TableCell, TableColumn, TableModel } from '../src/report/comparison-table.ts'
import { cutTo, displayWidth, padTo } from './display-width.ts'
import { oneLine } from './one-line.ts'
import type { Paint } from './paint.ts'

const GAP = '  '
const LEAST_MODEL_WIDTH = 12
const MOST_MODEL_WIDTH = 44
const SIMULATED = ' (simulated)'
const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹'

const superscript = (number: number): string => [...String(number)].map((digit) => SUPERSCRIPTS[Number(digit)]).join('')

/** A column as text: the lines of its header, its cells and their width. */
interface ShownColumn {
  column: TableColumn
  header: string[]
  cells: string[]
  width: number
}

const show = (column: TableColumn, form: 'full' | 'short'): ShownColumn => {
  const cellText = (cell: TableCell): string => cell[form] + (cell.note === null ? '' : superscript(cell.note))
  const cells = column.cells.map(cellText)
  const words = oneLine(column.header, 60).split(/(?<=-)/)
  const room = Math.max(...cells.map(displayWidth), 8)
  const header: string[] = []
  for (const word of words) {
    const last = header.at(-1)
    if (last !== undefined && displayWidth(last + word) <= room) header[header.length - 1] = last + word
    else header.push(word)
  }
  return { column, header, cells, width: Math.max(...[...header, ...cells].map(displayWidth)) }
}

const widthOf = (columns: ShownColumn[]): number => columns.reduce((sum, { width }) => sum + GAP.length + width, 0)

interface Fitted {
  shown: ShownColumn[]
  left: string[]
}

const headerOf = ({ header }: TableColumn): string => oneLine(header, 60)

/** The most that fits: first with all intervals, then with that of the first metric alone, then without the columns that are missed least. */
const fit = (columns: TableColumn[], room: number): Fitted => {
  const wanted = columns.filter(({ weight }) => weight > 0)
  const full = wanted.map((column) => show(column, 'full'))
  if (widthOf(full) <= room) return { shown: full, left: [] }
  const spare = wanted.filter(({ weight }) => weight <= SPARE_WEIGHT)
  if (spare.length > 0)
    return withSpare(
      fit(
        wanted.filter(({ weight }) => weight > SPARE_WEIGHT),
        room,
      ),
      spare,
      wanted,
      room,
    )
  const shown = wanted.map((column, index) => show(column, index === 0 ? 'full' : 'short'))
  const left: string[] = []
  while (shown.length > 1 && widthOf(shown) > room) {
    const least = shown.reduce((a, b) => (b.column.weight <= a.column.weight ? b : a))
    shown.splice(shown.indexOf(least), 1)
    left.unshift(headerOf(least.column))
  }
  if (widthOf(shown) > room && wanted[0] !== undefined) shown[0] = show(wanted[0], 'short')
  return { shown, left }
}

/** Columns for which nothing else gives way stand at their place if there is room for them as it is. */
const withSpare = ({ shown, left }: Fitted, spare: TableColumn[], order: TableColumn[], room: number): Fitted => {
  const more = [...shown, ...spare.map((column) => show(column, 'short'))]
  if (left.length > 0 || widthOf(more) > room) return { shown, left: [...left, ...spare.map(headerOf)] }
  return { shown: more.toSorted((a, b) => order.indexOf(a.column) - order.indexOf(b.column)), left }
}

const modelName = ({ label, simulated }: TableModel, width: number): string => {
  const suffix = simulated ? SIMULATED : ''
  const name = oneLine(label, 80)
  if (displayWidth(name + suffix) <= width || displayWidth(suffix) + 6 > width) return cutTo(name + suffix, width)
  return cutTo(name, width - displayWidth(suffix)) + suffix
}

/** The table's lines, none wider than `width`; the headers of the columns for which there was no room; the numbers of the footnotes of the others. */
export function terminalTable(
  table: ComparisonTable,
  width: number,
  paint: Paint,
): { lines: string[]; left: string[]; notes: ReadonlySet<number> } {
  const rankWidth = Math.max(...table.models.map(({ rank }) => displayWidth(rank)))
  const longest = Math.max('model'.length, ...table.models.map((model) => displayWidth(modelName(model, MOST_MODEL_WIDTH))))
  const before = rankWidth + 1
  const leastModel = Math.min(longest, Math.max(LEAST_MODEL_WIDTH, Math.floor(width / 3)))
  const { shown, left } = fit(table.columns, width - before - Math.max(leastModel, Math.min(longest, width - 60)))
  const modelWidth = Math.max(1, Math.min(longest, width - before - widthOf(shown)))
  const line = (rank: string, model: string, cells: string[]): string =>
    cutTo(
      `${padTo(rank, rankWidth, 'right')} ${padTo(model, modelWidth)}${cells.map((cell, at) => GAP + padTo(cell, shown[at]?.width ?? 0, 'right')).join('')}`.trimEnd(),
      width,
    )
  const headerLines = Math.max(...shown.map(({ header }) => header.length))
  const headers = Array.from({ length: headerLines }, (_, at) => {
    const cells = shown.map(({ header }) => header[at - headerLines + header.length] ?? '')
    return paint.dim(line('', at === headerLines - 1 ? 'model' : '', cells))
  })
  const rows = table.models.map((model, row) => {
    const text = line(
      model.rank,
      modelName(model, modelWidth),
      shown.map(({ cells }) => cells[row] ?? ''),
    )
    return model.rank === '1' || model.rank === '=1' ? paint.bold(text) : text
  })
  const notes = new Set(shown.flatMap(({ column }) => column.cells.flatMap(({ note }) => note ?? [])))
  return { lines: [...headers, ...rows], left, notes }
}
