import { defineMutator } from '../define-mutator.ts'
import { fabricate } from '../fabricate.ts'
import { leavesIn, listsIn, replaceAt } from '../places.ts'

/** An item that is not in gold is added to a list; without lists a value is made up. */
export const invent = defineMutator({
  name: 'invent',
  description: 'an item is made up, or a value',
  class: 'content',
  mutate(source) {
    const { gold, random } = source
    const lists = listsIn(gold, 1)
    if (lists.length > 0) {
      const { path, value } = random.pick(lists)
      const index = random.int(0, value.length - 1)
      const made = fabricate(value[index] ?? null, [...path, index], source)
      return { value: replaceAt(gold, path, value.toSpliced(random.int(0, value.length), 0, made)) }
    }
    const leaves = leavesIn(gold).filter(({ value }) => value !== null)
    if (leaves.length === 0) return null
    const { path, value } = random.pick(leaves)
    return { value: replaceAt(gold, path, fabricate(value, path, source)) }
  },
})
