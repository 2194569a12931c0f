import { canonicalJson } from '../../hash/canonical-json.ts'
import { defineMutator } from '../define-mutator.ts'
import { listsIn, replaceAt } from '../places.ts'

/** The items of a list stand in another order. */
export const shuffle = defineMutator({
  name: 'shuffle',
  description: 'the items stand in another order',
  class: 'content',
  mutate({ gold, random }) {
    const lists = listsIn(gold, 2).filter(({ value }) => new Set(value.map(canonicalJson)).size > 1)
    if (lists.length === 0) return null
    const { path, value } = random.pick(lists)
    const before = canonicalJson(value)
    const drawn = random.shuffle(value)
    const distinct = value.findIndex((item) => canonicalJson(item) !== canonicalJson(value[0] ?? null))
    const turned = value.with(0, value[distinct] ?? null).with(distinct, value[0] ?? null)
    return { value: replaceAt(gold, path, canonicalJson(drawn) === before ? turned : drawn) }
  },
})
