import { isScalar } from 'yaml'
import type { Node, YAMLSeq } from 'yaml'

/**
 * The text with a list of words, written one per line, that holds these words alone: lines of those that stay are as they were, those that go take
 * the comments above them along (but the list's own, above the first), new ones are added at the end. `null` where the list is written in another way.
 */
export function blockListWith(text: string, list: YAMLSeq, words: readonly string[]): string | null {
  const items = list.items.map((item) => itemOf(text, item as Node))
  const [first] = items
  if (!first || items.some((item) => item === null)) return null
  const found = items.filter((item) => item !== null)
  const newline = text.includes('\r\n') ? '\r\n' : '\n'
  const has = new Set<string>()
  const parts = found.map(({ word, line }, index) => {
    const from = index === 0 ? line.start : (found[index - 1] as Item).line.end
    if (!words.includes(word) || has.has(word)) return ''
    has.add(word)
    return ended(text.slice(from, line.end), newline)
  })
  const added = words.filter((word) => !has.has(word)).map((word) => `${first.indent}- ${word}${newline}`)
  const last = found.at(-1) as Item
  return text.slice(0, first.line.start) + parts.join('') + added.join('') + text.slice(last.line.end)
}

interface Item {
  word: string
  /** White space before the dash. */
  indent: string
  /** With its line end. */
  line: { start: number; end: number }
}

/** An item that is one word on a line of its own. */
function itemOf(text: string, item: Node): Item | null {
  if (!isScalar(item) || typeof item.value !== 'string' || !item.range) return null
  const start = text.lastIndexOf('\n', item.range[0] - 1) + 1
  const indent = /^([ \t]*)-[ \t]+$/.exec(text.slice(start, item.range[0]))?.[1]
  if (indent === undefined) return null
  const end = text.indexOf('\n', item.range[1])
  return { word: item.value, indent, line: { start, end: end < 0 ? text.length : end + 1 } }
}

const ended = (lines: string, newline: string): string => (lines.endsWith('\n') || lines === '' ? lines : `${lines}${newline}`)
