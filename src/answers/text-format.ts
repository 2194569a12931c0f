import { defineFormat } from './define-format.ts'

/** The answer's text as it is. */
export const textFormat = defineFormat({
  name: 'text',
  description: "the answer's text as it is",
  shape: 'single',
  read: ({ text }) => ({ value: text, repaired: false, problem: null }),
  goldProblem: () => null,
})
