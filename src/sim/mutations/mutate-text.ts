import { alterText } from './alter-text.ts'
import { inventValue } from './invent-value.ts'
import type { Mutating } from './mutating.ts'

const SENTENCE_END = /(?<=[.!?])\s+/

/**
 * A text with mistakes, drawn per answer. A text of several sentences loses one, gains an invented one, or has a word changed;
 * a shorter one (a label) is left empty, replaced by words of the prompt, or changed.
 */
export function mutateText(text: string, mutating: Mutating): string {
  const { mistakes, random } = mutating
  const [omit, invent, alter] = [random.next() < mistakes.omit, random.next() < mistakes.invent, random.next() < mistakes.alter]
  const sentences = text.split(SENTENCE_END)
  if (sentences.length < 2) {
    if (omit) return ''
    if (invent) return String(inventValue(text, mutating))
    return alter ? alterText(text, mutating) : text
  }
  if (alter) {
    const index = random.int(0, sentences.length - 1)
    sentences[index] = alterText(sentences[index] as string, mutating)
  }
  if (omit) sentences.splice(random.int(0, sentences.length - 1), 1)
  if (invent)
    sentences.splice(random.int(0, sentences.length), 0, `${String(inventValue('one more thing that nobody said before', mutating))}.`)
  return sentences.join(' ')
}
