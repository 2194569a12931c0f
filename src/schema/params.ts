import { z } from 'zod'

/** Parameters of generation. Everything is optional: what is not given is the provider's default. */
export const paramsSchema = z
  .strictObject({
    temperature: z.number().min(0).max(2).optional().describe('Sampling temperature'),
    topP: z.number().min(0).max(1).optional().describe('Nucleus sampling'),
    maxOutputTokens: z.int().positive().optional().describe('The most tokens that an answer may have'),
    seed: z.int().optional().describe("The provider's seed, where it has one"),
    stop: z.array(z.string().min(1)).max(8).optional().describe('Texts that end the answer'),
    reasoningEffort: z.enum(['none', 'minimal', 'low', 'medium', 'high']).optional().describe('Effort of a reasoning model'),
    extra: z.record(z.string(), z.json()).optional().describe("Further fields of the provider's request, sent as they are"),
  })
  .describe('Parameters of generation')

export type Params = z.infer<typeof paramsSchema>
