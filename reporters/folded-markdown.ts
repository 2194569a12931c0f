import { escapeHtml } from '../src/text/escape-html.ts'
import { oneLine } from './one-line.ts'

/** Lines of Markdown that GitHub shows folded under a title of our own; `names` follow it, whatever they hold, as code. */
export function foldedMarkdown(title: string, lines: readonly string[], names: readonly string[] = []): string[] {
  const shown = names.map((name) => ` · <code>${escapeHtml(oneLine(name, 80))}</code>`)
  return [`<details><summary>${escapeHtml(title)}${shown.join('')}</summary>`, '', ...lines, '', '</details>']
}
