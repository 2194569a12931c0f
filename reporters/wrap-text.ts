import { cutTo, displayWidth } from './display-width.ts'

/** A sentence in lines of at most `width` columns, broken at spaces; further lines are indented. */
export function wrapText(text: string, width: number, indent = ''): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    const next = line === '' ? word : `${line} ${word}`
    if (displayWidth(next) <= width || line === '' || line === indent) line = next
    else {
      lines.push(line)
      line = indent + word
    }
  }
  return [...lines, line].map((each) => cutTo(each, width))
}
