/** A CSV cell (RFC 4180). A text that a spreadsheet would take for a formula is preceded by an apostrophe. */
export function csvCell(value: string | number | boolean | null): string {
  if (value === null) return ''
  if (typeof value !== 'string') return String(value)
  const text = /^[\s]*[=+\-@\t\r]/.test(value) && !/^-?\d+(\.\d+)?$/.test(value) ? `'${value}` : value
  return /[",\n\r']/.test(text) || text.trim() !== text ? `"${text.replaceAll('"', '""')}"` : text
}
