import type { Json } from '../../schema/json.ts'
import { mutateItems } from '../mutations/mutate-items.ts'
import type { Mutating } from '../mutations/mutating.ts'
import { plainText } from './plain-text.ts'

/** Gold with mistakes, an item per line; the broken format runs the lines together. */
export function writeLines(gold: Json, mutating: Mutating): string {
  const items = Array.isArray(gold) ? gold : plainText(gold).split('\n')
  const lines = mutateItems(items.map(plainText), mutating).map((line) => plainText(line).replaceAll('\n', ' '))
  return lines.join(mutating.random.next() < mutating.mistakes.breakFormat ? '; ' : '\n')
}
