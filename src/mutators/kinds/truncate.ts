import { defineMutator } from '../define-mutator.ts'

const LEAST_SHARE = 0.3
const MOST_SHARE = 0.9

/** The answer breaks off. */
export const truncate = defineMutator({
  name: 'truncate',
  description: 'the answer breaks off',
  class: 'format',
  mutate({ gold, format, random }) {
    const text = format.write(gold)
    const share = LEAST_SHARE + (MOST_SHARE - LEAST_SHARE) * random.next()
    return text.length < 2 ? null : { text: text.slice(0, Math.max(1, Math.floor(text.length * share))) }
  },
})
