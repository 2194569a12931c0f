import type { RuleFacts } from './rule-draft.ts'

/** Words of a list that is written in the task. */
export interface LegalWords {
  words: string[]
  /** The line that begins the list, or holds it. */
  source: string
}

const LEAST_TEXTS = 4
const MOST_WORDS = 60
const LONGEST_WORD = 60

/** The list in the task's texts that holds all of some texts: bullets with a word each, or words in a line after a colon or *one of*. */
export function legalWords(texts: readonly string[], facts: RuleFacts): LegalWords | null {
  const distinct = [...new Set(texts)]
  if (texts.length < LEAST_TEXTS || distinct.length > MOST_WORDS || distinct.some((text) => text.length > LONGEST_WORD)) return null
  const lists = [...bulletLists(facts), ...inlineLists(facts)]
  return (
    lists.find(({ words }) => words.length >= 2 && words.length <= MOST_WORDS && distinct.every((text) => words.includes(text))) ?? null
  )
}

/** Blocks of lines as `- word: what it means`. */
function bulletLists({ description, messages }: RuleFacts): LegalWords[] {
  const lists: LegalWords[] = []
  let words: string[] = []
  let before = ''
  for (const line of [description, ...messages.map(({ content }) => content)].flatMap((text) => [...text.split('\n'), ''])) {
    const bullet = /^\s*[-*•]\s+["'`]?([^:"'`\n]{1,60}?)["'`]?\s*(?::.*)?$/.exec(line)
    if (bullet) words.push(bullet[1] as string)
    else {
      if (words.length > 0) lists.push({ words, source: before || (words[0] as string) })
      words = []
      if (line.trim() !== '') before = line.trim().slice(0, 200)
    }
  }
  return lists
}

/** Words in a line: `one of a, b or c`, `a | b | c`. */
function inlineLists({ lines }: RuleFacts): LegalWords[] {
  return lines.flatMap((line): LegalWords[] => {
    const tail = /\b(?:one of|either|legal|allowed|only|answer(?: with)?|say)\b:?(.{3,400})|:(.{3,400})/i.exec(line)
    const text = (tail?.[1] ?? tail?.[2] ?? '').replace(/[.!]\s.*$|[.!]$/, '')
    const words = text
      .split(/\s*(?:,|\||\/|;|\bor\b|\band\b)\s*/)
      .map((word) => word.trim().replaceAll(/^["'`“”]+|["'`“”]+$/g, ''))
      .filter((word) => word !== '')
    return words.length > 1 ? [{ words, source: line.slice(0, 200) }] : []
  })
}
