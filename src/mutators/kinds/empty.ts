import { defineMutator } from '../define-mutator.ts'

/** There is no answer. */
export const empty = defineMutator({
  name: 'empty',
  description: 'the answer is empty',
  class: 'format',
  mutate: () => ({ text: '' }),
})
