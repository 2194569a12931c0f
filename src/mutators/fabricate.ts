import type { Json, JsonObject } from '../schema/json.ts'
import type { MutantSource } from './define-mutator.ts'
import { leavesIn, schemaAt } from './places.ts'
import type { Path } from './places.ts'

/** Letters in a row that are changed one by one, as in codes. */
const LONGEST_CODE = 3
const MOST_WORDS = 40
const LETTERS = 'abcdefghijklmnopqrstuvwxyz'

/** A value like another one that says something else, and is believable: another legal word, words of the input, another number. */
export function fabricate(like: Json, path: Path, source: MutantSource): Json {
  const legal = schemaAt(source.schema, path)['enum']
  const others = Array.isArray(legal) ? legal.filter((value) => value !== like) : []
  if (others.length > 0) return source.random.pick(others)
  if (like === null) return null
  if (typeof like === 'boolean') return !like
  if (typeof like === 'number') return otherNumber(like, source)
  if (typeof like === 'string') return otherText(like, source)
  if (Array.isArray(like)) return like.map((item, index) => fabricate(item, [...path, index], source))
  return Object.fromEntries(Object.entries(like).map(([key, value]) => [key, fabricate(value, [...path, key], source)])) as JsonObject
}

function otherNumber(like: number, { random }: MutantSource): number {
  if (Number.isInteger(like)) return like + random.int(1, Math.max(9, Math.min(1_000_000, Math.abs(like))))
  return Math.round((like * (1.2 + random.next()) + 0.01) * 100) / 100
}

function otherText(like: string, source: MutantSource): string {
  const { random } = source
  if (/\d/.test(like) && !like.includes(' ')) {
    const last = /\d(?=\D*$)/
    return like.replace(last, (digit) => String((Number(digit) + random.int(1, 9)) % 10))
  }
  if (like.length <= LONGEST_CODE) return otherLetters(like, source)
  const count = Math.min(MOST_WORDS, like.split(/\s+/).length)
  const words = wordsOf(source).filter((word) => !like.toLowerCase().includes(word))
  const picked = Array.from({ length: count }, () => (words.length > 0 ? random.pick(words) : madeUp(source))).join(' ')
  return /^\p{Lu}/u.test(like) ? picked.charAt(0).toUpperCase() + picked.slice(1) : picked
}

const otherLetters = (like: string, { random }: MutantSource): string => {
  const text = [...like].map((letter) => {
    const other = random.pick([...LETTERS].filter((each) => each !== letter.toLowerCase()))
    return letter === letter.toUpperCase() ? other.toUpperCase() : other
  })
  return text.length > 0 ? text.join('') : madeUp({ random })
}

const madeUp = ({ random }: Pick<MutantSource, 'random'>): string => Array.from({ length: 7 }, () => random.pick([...LETTERS])).join('')

/** Longer words of the input, in small letters. */
function wordsOf({ input }: MutantSource): string[] {
  const texts = leavesIn(input).flatMap(({ value }) => (typeof value === 'string' ? [value.slice(0, 20_000)] : []))
  return [...new Set(texts.flatMap((text) => text.toLowerCase().match(/\p{L}{4,}/gu) ?? []))]
}
