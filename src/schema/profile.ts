import { z } from 'zod'

/** Figures that are compared between models and runs, with how they count: times alone, whose logarithms are about normal. */
export const COMPARED_FIGURES = ['firstTokenMs', 'timePerOutputTokenMs', 'latencyMs', 'latencyFromScheduleMs'] as const
export type ComparedFigure = (typeof COMPARED_FIGURES)[number]

/** Of one line and figure; more inputs than this are not paired. */
export const MOST_PAIRED_INPUTS = 1_000

const count = z.int().min(0)
const text = z.string().max(1_000)

const profileFigureSchema = z.object({
  n: count.min(1),
  median: z.number(),
  p95: z.number(),
  meanLog: z.number().describe('Mean of natural logarithms, over all requests'),
  inputs: z
    .array(z.tuple([count, count, count.min(1), z.number()]))
    .max(MOST_PAIRED_INPUTS)
    .describe('By input: its number, turn, requests, mean of their logarithms'),
})

/** One line of `profiles/SCENARIO.jsonl`: a block of a benchmark, by model and step. */
export const profileSchema = z
  .object({
    schema: z.literal('taskbench/profile@1'),
    runId: text,
    at: z.iso.datetime().describe('When the run was started'),
    commit: text.nullable(),
    machine: z.object({
      hash: text,
      cpu: text,
      cores: z.int(),
      memoryBytes: z.number(),
      platform: text,
      arch: text,
    }),
    scenario: text,
    scenarioHash: text,
    model: text,
    modelId: text,
    simulated: z.boolean(),
    loop: z.enum(['open', 'closed']),
    step: z.object({ index: count, label: text }),
    block: count.describe('Repetition, from 0'),
    suspect: z.boolean().describe('The run doubted its own measurement of this cell'),
    requests: count,
    failed: count,
    figures: z
      .partialRecord(z.enum(COMPARED_FIGURES), profileFigureSchema)
      .describe('Of requests that were answered; values of 0 are left out'),
  })
  .describe('A block of a benchmark, kept for comparisons and trends')

export type BenchmarkProfile = z.infer<typeof profileSchema>
export type ProfileFigure = z.infer<typeof profileFigureSchema>
