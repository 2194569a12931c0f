/** Characters that Markdown or HTML would read as something else. */
const SPECIAL = /[\\`*_[\]<>|~#@&$]/g

/** Text of a page in Markdown: nothing in it is markup, a link, a mention or an image. */
export const escapeMarkdown = (text: string): string =>
  text.replace(SPECIAL, (character) => (character === '@' ? '@\u200b' : `\\${character}`))

/** A table in GitHub's Markdown; `right`: which columns are aligned to the right. Rows that are too short are filled up. */
export function tableMarkdown(rows: readonly (readonly string[])[], right: readonly boolean[] = []): string {
  const columns = Math.max(0, ...rows.map((cells) => cells.length))
  if (columns === 0) return ''
  const line = (cells: readonly string[]): string => `| ${Array.from({ length: columns }, (_, index) => cells[index] ?? '').join(' | ')} |`
  const [head = [], ...body] = rows.map((cells) => cells.map((cell) => escapeMarkdown(cell.replace(/\s+/g, ' ').trim())))
  const rule = Array.from({ length: columns }, (_, index) => (right[index] === true ? '---:' : '---'))
  return [line(head), line(rule), ...body.map(line)].join('\n')
}
