import { z } from 'zod'
import { nameSchema } from './task.ts'

const undecided = z.enum(['warn', 'fail']).default('warn').describe('What an undecided gate does to the exit code')

/** A gate of the whole run, judged at its end. */
export const runGateSchema = z.union([
  z.strictObject({
    maxCostUsd: z.number().min(0).describe('The most that the run may have cost, all phases and use cases together, in US dollars'),
    undecided,
  }),
  z.strictObject({
    metric: z.string().min(1).describe('The mean over the tasks of the use case'),
    useCase: nameSchema.default('default'),
    model: z.string().min(1).default('every').describe('every: each model must keep to it; any: one is enough; else the label of a model'),
    min: z.number().optional(),
    max: z.number().optional(),
    undecided,
  }),
])

export type RunGate = z.output<typeof runGateSchema>
export type UseCaseGate = Extract<RunGate, { metric: string }>
