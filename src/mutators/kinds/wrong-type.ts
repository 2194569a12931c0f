import type { Json } from '../../schema/json.ts'
import { defineMutator } from '../define-mutator.ts'
import { isObject, leavesIn, listsIn, replaceAt } from '../places.ts'

/** A value is of another type: a text where a list belongs, a list where a text belongs. */
export const wrongType = defineMutator({
  name: 'wrong-type',
  description: 'a value is of another type',
  class: 'format',
  mutate({ gold, format, random }) {
    if (!format.hasFields) return typeof gold === 'number' ? { text: 'I cannot say how many.' } : null
    const { path, value } = random.pick([...leavesIn(gold), ...listsIn(gold, 0), ...(isObject(gold) ? [{ path: [], value: gold }] : [])])
    return { value: replaceAt(gold, path, otherType(value)) }
  },
})

function otherType(value: Json): Json {
  if (Array.isArray(value)) return { items: value }
  if (typeof value === 'string' || isObject(value)) return [value]
  if (value === null) return 'none'
  return { value }
}
