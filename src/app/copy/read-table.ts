import { tableMarkdown } from './table-markdown.ts'

const UNREAD = 'svg, .copy, .unseen, [hidden]'

/** What a reader sees of an element, in one line: words of neighbouring elements stay apart. */
export function seenText(element: Element): string {
  const parts: string[] = []
  const walk = (node: Node): void => {
    if (node.nodeType === Node.TEXT_NODE) parts.push(node.textContent ?? '')
    if (!(node instanceof Element)) return
    if (node.matches('.simulated-tag')) parts.push(' (simulated)')
    else if (!node.matches(UNREAD)) {
      const inline = node.matches('.model-name, .model-label, .model-label *, wbr')
      for (const child of node.childNodes) walk(child)
      if (!inline) parts.push(' ')
    }
  }
  for (const child of element.childNodes) {
    walk(child)
    parts.push(child instanceof Element ? ' ' : '')
  }
  return parts
    .join('')
    .replace(/\s+/g, ' ')
    .replace(/ ([,;.])/g, '$1')
    .trim()
}

/** A table of the page as Markdown; columns that hold only drawings are left out. */
export function readTable(table: HTMLTableElement): string {
  const rows = [...table.rows].filter((row) => row.closest('[aria-hidden="true"]') === null)
  const cells = rows.map((row) => [...row.cells].map((cell) => ({ text: seenText(cell), number: cell.classList.contains('number'), cell })))
  const drawn = (index: number): boolean => rows.length > 1 && cells.slice(1).every((row) => (row[index]?.text ?? '') === '')
  const kept = cells.map((row) => row.filter((_, index) => !drawn(index)))
  return tableMarkdown(
    kept.map((row) => row.map(({ text }) => text)),
    (kept[1] ?? []).map(({ number }) => number),
  )
}
