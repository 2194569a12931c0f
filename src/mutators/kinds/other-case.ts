import { canonicalJson } from '../../hash/canonical-json.ts'
import { defineMutator } from '../define-mutator.ts'

/** The right answer to another case. */
export const otherCase = defineMutator({
  name: 'other-case',
  description: "another case's answer",
  class: 'content',
  mutate({ gold, others, random }) {
    const own = canonicalJson(gold)
    const different = others.filter((other) => canonicalJson(other) !== own)
    return different.length === 0 ? null : { value: random.pick(different) }
  },
})
