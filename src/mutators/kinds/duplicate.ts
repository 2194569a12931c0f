import { defineMutator } from '../define-mutator.ts'
import { listsIn, replaceAt } from '../places.ts'

/** An item of a list stands twice. */
export const duplicate = defineMutator({
  name: 'duplicate',
  description: 'an item stands twice',
  class: 'format',
  mutate({ gold, random }) {
    const lists = listsIn(gold, 1)
    if (lists.length === 0) return null
    const { path, value } = random.pick(lists)
    const index = random.int(0, value.length - 1)
    return { value: replaceAt(gold, path, value.toSpliced(index, 0, value[index] ?? null)) }
  },
})
