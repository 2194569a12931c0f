import { defineMutator } from '../define-mutator.ts'

const WRAPPERS: readonly ((text: string) => string)[] = [
  (text) => `Here is the answer that you asked for:\n\n${text}\n\nLet me know if anything is missing.`,
  (text) => `Sure! After reading everything carefully, I would say:\n${text}`,
  (text) => `\`\`\`\n${text}\n\`\`\`\nPlease note that this was made with care.`,
]

/** Prose stands around the answer. */
export const prose = defineMutator({
  name: 'prose',
  description: 'prose stands around the answer',
  class: 'format',
  mutate: ({ gold, format, random }) => ({ text: random.pick(WRAPPERS)(format.write(gold)) }),
})
