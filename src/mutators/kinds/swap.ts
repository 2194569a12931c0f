import { canonicalJson } from '../../hash/canonical-json.ts'
import type { Json } from '../../schema/json.ts'
import { defineMutator } from '../define-mutator.ts'
import type { MutantSource } from '../define-mutator.ts'
import { isObject, listsIn, replaceAt } from '../places.ts'
import type { Path } from '../places.ts'

/** Two values change places: the same field of two items, two fields of an object, two words of a text. */
export const swap = defineMutator({
  name: 'swap',
  description: 'two values change places',
  class: 'content',
  mutate({ gold, random }) {
    if (typeof gold === 'string') return swappedWords(gold, random)
    const pairs = [...pairsOfItems(gold), ...pairsOfFields(gold, [])]
    if (pairs.length === 0) return null
    const [a, b] = random.pick(pairs)
    return { value: replaceAt(replaceAt(gold, a, valueAt(gold, b)), b, valueAt(gold, a)) }
  },
})

const differ = (a: Json | undefined, b: Json | undefined): boolean => canonicalJson(a) !== canonicalJson(b)

/** The same field of neighbouring items that differ in it. */
function pairsOfItems(gold: Json): [Path, Path][] {
  return listsIn(gold, 2).flatMap(({ path, value }) =>
    value.slice(1).flatMap((item, index): [Path, Path][] => {
      const before = value[index]
      if (!isObject(item) || !isObject(before)) return []
      const keys = Object.keys(item).filter((key) => Object.hasOwn(before, key) && differ(item[key], before[key]))
      return keys.map((key) => [
        [...path, index, key],
        [...path, index + 1, key],
      ])
    }),
  )
}

/** Fields of one object that hold different values of one type. */
function pairsOfFields(value: Json, path: Path): [Path, Path][] {
  if (!isObject(value)) return []
  const keys = Object.keys(value)
  const scalar = (part: Json | undefined) => part !== null && typeof part !== 'object'
  const pairs = keys.flatMap((a, index) => keys.slice(index + 1).map((b) => [a, b] as const))
  const own = pairs.filter(([a, b]) => scalar(value[a]) && typeof value[a] === typeof value[b] && differ(value[a], value[b]))
  return [
    ...own.map(([a, b]): [Path, Path] => [
      [...path, a],
      [...path, b],
    ]),
    ...keys.flatMap((key) => pairsOfFields(value[key] ?? null, [...path, key])),
  ]
}

const valueAt = (value: Json, path: Path): Json =>
  path.reduce<Json>((at, step) => (at as Record<string | number, Json>)[step] ?? null, value)

function swappedWords(text: string, random: MutantSource['random']): { value: Json } | null {
  const words = text.split(/\s+/)
  const places = [...words.keys()].slice(1).filter((index) => words[index] !== words[index - 1])
  if (places.length === 0) return null
  const index = random.pick(places)
  return {
    value: words
      .with(index, words[index - 1] as string)
      .with(index - 1, words[index] as string)
      .join(' '),
  }
}
