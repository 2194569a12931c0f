import { oneLine } from './one-line.ts'

/**
 * Text from a model or a task file as a Markdown code span: nothing in it is HTML, a link, an image or a mention.
 * One line, at most `max` characters.
 */
export function markdownCode(text: string, max = 200): string {
  const line = oneLine(text, max)
  if (line === '') return '(empty)'
  const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map(([run]) => run.length))
  const fence = '`'.repeat(longest + 1)
  const space = line.startsWith('`') || line.endsWith('`') ? ' ' : ''
  return `${fence}${space}${line}${space}${fence}`
}
