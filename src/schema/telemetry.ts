import { z } from 'zod'

export const SEMCONVS = ['latest', 'v1.41', 'both'] as const

/** Which names OpenTelemetry is given: the GenAI conventions of their own repository, or those that stood in the core until v1.41. */
export type Semconv = (typeof SEMCONVS)[number]

export const telemetrySchema = z.strictObject({
  semconv: z
    .enum(SEMCONVS)
    .default('latest')
    .describe('Names of metrics and attributes: the newest GenAI conventions, those of v1.41 (what most libraries emit), or both'),
  content: z.boolean().default(false).describe('Spans carry prompts, answers and tools: they may hold what is private'),
})

export type TelemetrySettings = z.output<typeof telemetrySchema>
