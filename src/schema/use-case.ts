import { z } from 'zod'
import { chunkingSchema } from './chunking.ts'

export const TRAITS = [
  'long-context',
  'structured-output',
  'reasoning',
  'low-cost',
  'low-latency',
  'multilingual',
  'vision',
  'private',
] as const

export type Trait = (typeof TRAITS)[number]

/** `use-cases/NAME.yaml`: what tasks of one use case have in common. */
export const useCaseSchema = z
  .strictObject({
    goal: z.string().optional().describe('What the answers are for'),
    audience: z.string().optional().describe('Who reads them'),
    notes: z
      .strictObject({ coverage: z.string().optional(), chunking: z.string().optional(), depth: z.string().optional() })
      .optional()
      .describe('What a good answer covers, how it is cut, how deep it goes'),
    outputHints: z.array(z.string()).optional(),
    constraints: z.array(z.string()).optional().describe('What an answer must keep to'),
    judge: z.string().min(1).optional().describe('Model, as provider:name'),
    models: z.array(z.string().min(1)).min(1).optional(),
    traits: z.array(z.enum(TRAITS)).optional(),
    chunking: chunkingSchema.optional().describe('How long inputs are cut, unless a task says otherwise'),
  })
  .describe('A use case')

export type UseCase = z.output<typeof useCaseSchema>
