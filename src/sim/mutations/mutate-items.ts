import type { Json } from '../../schema/json.ts'
import { alterValue } from './alter-value.ts'
import { inventValue } from './invent-value.ts'
import type { Mutating } from './mutating.ts'

/** A list with mistakes, drawn per gold item: left out, else perhaps altered; then perhaps an invented one after it. An empty list gets one draw of `invent`. */
export function mutateItems(items: readonly Json[], mutating: Mutating, schema?: Json): Json[] {
  const { mistakes, random } = mutating
  const answer: Json[] = []
  for (const item of items) {
    if (random.next() >= mistakes.omit) answer.push(random.next() < mistakes.alter ? alterValue(item, mutating, schema) : item)
    if (random.next() < mistakes.invent) answer.push(inventValue(item, mutating))
  }
  if (!items.length && random.next() < mistakes.invent) answer.push(inventValue('something else', mutating))
  return answer
}
