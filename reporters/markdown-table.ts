// A backslash before a pipe would free it: a character without width keeps them apart.
const inCell = (text: string): string => text.replaceAll('\\|', '\\\u200b|').replaceAll('|', '\\|')

const row = (cells: readonly string[]): string => `| ${cells.map(inCell).join(' | ')} |`

/** The lines of a Markdown table; pipes in cells stay in their cells. Columns from `rightFrom` on are aligned to the right. */
export const markdownTable = (headers: readonly string[], rows: readonly string[][], rightFrom = headers.length): string[] => [
  row(headers),
  row(headers.map((_, index) => (index >= rightFrom ? '---:' : '---'))),
  ...rows.map(row),
]
