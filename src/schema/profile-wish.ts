import { z } from 'zod'
import { COMPARED_FIGURES } from './profile.ts'
import { scenarioSchema } from './scenario.ts'

const asked = scenarioSchema.shape

/** What a `*.bench.ts` may ask to have measured: a scenario by name or file, or a prompt. */
export const profileWishSchema = z
  .strictObject({
    model: z.string().min(1).optional(),
    models: z.array(z.string().min(1)).min(1).max(100).optional(),
    name: asked.name.optional(),
    scenario: z.string().min(1).optional(),
    system: asked.system,
    prompt: asked.prompt,
    messages: asked.messages,
    inputs: z.array(z.record(z.string(), z.json())).min(1).max(100_000).optional(),
    params: asked.params,
    tools: asked.tools,
    output: asked.output,
    requests: z.int().min(1).max(1_000_000).optional(),
    blocks: z.int().min(1).max(1_000).optional(),
    concurrency: z.int().min(1).max(10_000).optional(),
    timeoutMs: z.number().positive().max(86_400_000).optional(),
  })
  .refine(({ model, models }) => (model === undefined) !== (models === undefined), 'expected either model or models')
  .refine(
    ({ scenario, prompt, messages }) => [scenario, prompt, messages].filter((given) => given !== undefined).length === 1,
    'expected one of scenario, prompt and messages: what is asked',
  )
  .refine(
    ({ scenario, system, inputs, params, tools, output, concurrency, timeoutMs }) =>
      scenario === undefined || [system, inputs, params, tools, output, concurrency, timeoutMs].every((given) => given === undefined),
    'a scenario says by itself what is asked, and how: beside it only requests and blocks can be given',
  )
export type ProfileWish = z.input<typeof profileWishSchema>

export const noSlowerSchema = z.strictObject({
  metric: z.enum(COMPARED_FIGURES).default('latencyMs'),
  margin: z.number().min(0).max(10).default(0.1),
  undecided: z.enum(['fail', 'pass']).default('fail'),
})
export type NoSlowerOptions = z.input<typeof noSlowerSchema>
