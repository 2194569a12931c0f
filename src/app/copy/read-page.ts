import { readTable, seenText } from './read-table.ts'
import { escapeMarkdown } from './table-markdown.ts'

/** Everything of a view that stands in headings, notes, lists of facts and tables, as Markdown. */
export function readPage(title: string, view: Element): string {
  const blocks = [`# ${escapeMarkdown(title)}`]
  for (const element of view.querySelectorAll('h2, h3, .panel-head > .note, table, .facts')) {
    if (element instanceof HTMLTableElement) blocks.push(readTable(element))
    else if (element.matches('.facts'))
      blocks.push(
        [...element.children]
          .map((fact) => `- ${escapeMarkdown(seenText(fact.children[0] ?? fact))}: ${escapeMarkdown(seenText(fact.children[1] ?? fact))}`)
          .join('\n'),
      )
    else {
      const text = escapeMarkdown(seenText(element))
      blocks.push(element.matches('h2') ? `## ${text}` : element.matches('h3') ? `### ${text}` : text)
    }
  }
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`
}
