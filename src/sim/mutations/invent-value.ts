import type { Json } from '../../schema/json.ts'
import { alterNumber } from './alter-number.ts'
import { alterText } from './alter-text.ts'
import { madeUpWord } from './made-up-word.ts'
import type { Mutating } from './mutating.ts'

const MOST_WORDS = 12
/** Texts whose shape says more than their words: times, dates, numbers, codes. */
const SHAPED = /\d/

/** A value of the same shape as `like` with other content: words of the prompt, other numbers. */
export function inventValue(like: Json, mutating: Mutating): Json {
  const { random } = mutating
  if (like === null) return null
  if (typeof like === 'boolean') return random.next() < 0.5
  if (typeof like === 'number') return alterNumber(like, random)
  if (typeof like === 'string') {
    if (SHAPED.test(like) && !like.includes(' ')) return alterText(like, mutating)
    const count = Math.min(MOST_WORDS, Math.max(1, like.split(' ').length))
    const words = Array.from({ length: count }, (_, i) => madeUpWord(mutating, i === 0 ? like : '').toLowerCase())
    return words.join(' ').replace(/^\p{L}/u, (letter) => letter.toUpperCase())
  }
  if (Array.isArray(like)) return like.map((item) => inventValue(item, mutating))
  return Object.fromEntries(Object.entries(like).map(([key, value]) => [key, inventValue(value, mutating)]))
}
