import { z } from 'zod'

/** One line of `NAME.labels.jsonl`: what a person says of a stored answer. */
export const answerLabelSchema = z
  .strictObject({
    version: z.literal(1).default(1),
    answerHash: z
      .string()
      .regex(/^[0-9a-f]{32}$/, 'expected 32 hex digits')
      .describe('Hash of the case and the answer: equal answers to one case share their label'),
    run: z.string().min(1).max(100).describe('The run in which it was looked at'),
    case: z.string().min(1),
    model: z.string().min(1),
    callId: z.string().min(1).optional(),
    label: z.enum(['good', 'bad']),
    reason: z.string().max(2_000).optional(),
  })
  .describe('A label of a stored answer')

export type AnswerLabel = z.output<typeof answerLabelSchema>
