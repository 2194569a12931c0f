import { csvCell } from '../src/text/csv-cell.ts'
import { shorten } from '../src/text/shorten.ts'
import { stripControl } from '../src/text/strip-control.ts'

const LONGEST_TEXT = 1_000

/** Short words and numbers, which most cells hold, are themselves in every dialect. */
const PLAIN = /^\w(?:[\w .:;/-]{0,80}\w)?$/

/** Any value as a cell of a report: long texts shortened, control characters visible, no formula. */
export function csvText(value: string | number | boolean | null): string {
  if (value === '') return value
  if (typeof value !== 'string') return csvCell(value)
  return PLAIN.test(value) ? value : csvCell(stripControl(shorten(value, LONGEST_TEXT)))
}
