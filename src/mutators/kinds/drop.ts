import { defineMutator } from '../define-mutator.ts'
import { isObject, listsIn, replaceAt } from '../places.ts'

/** An item of a list is left out; of an object without lists a field; of a text a sentence or a word. */
export const drop = defineMutator({
  name: 'drop',
  description: 'an item, a field or a word is left out',
  class: 'content',
  mutate({ gold, random }) {
    const lists = listsIn(gold, 1)
    if (lists.length > 0) {
      const { path, value } = random.pick(lists)
      const index = random.int(0, value.length - 1)
      return { value: replaceAt(gold, path, value.toSpliced(index, 1)) }
    }
    if (isObject(gold)) {
      const keys = Object.keys(gold)
      if (keys.length === 0) return null
      const left = random.pick(keys)
      return { value: Object.fromEntries(Object.entries(gold).filter(([key]) => key !== left)) }
    }
    if (typeof gold !== 'string') return null
    const sentences = gold.split(/(?<=[.!?])\s+/)
    const parts = sentences.length > 1 ? sentences : gold.split(/\s+/)
    return parts.length > 1 ? { value: parts.toSpliced(random.int(0, parts.length - 1), 1).join(' ') } : null
  },
})
