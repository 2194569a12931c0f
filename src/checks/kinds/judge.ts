import { z } from 'zod'
import { defineCheck } from '../define-check.ts'

/** A question that another model answers with yes, no or cannot tell, seeing use case, prompt, input and answer. */
export const judge = defineCheck({
  kind: 'judge',
  passesWhen: 'the judge answers yes',
  schema: z.strictObject({
    question: z.string().trim().min(1).max(4_000),
    votes: z
      .int()
      .min(1)
      .max(9)
      .refine((votes) => votes % 2 === 1, 'expected an odd number of votes')
      .default(1),
  }),
  expense: 'judge',
  instruction: true,
  apply({ question, votes }, context) {
    return context.judge ? context.judge({ question, votes }) : { verdict: 'undecided', message: 'no judge was asked' }
  },
})
