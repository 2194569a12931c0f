import { z } from 'zod'
import { paramsSchema } from './params.ts'
import { TRAITS } from './use-case.ts'
import type { Trait } from './use-case.ts'

export const priceSchema = z.strictObject({
  inputUsdPerMillion: z.number().min(0),
  outputUsdPerMillion: z.number().min(0),
  cachedInputUsdPerMillion: z.number().min(0).optional(),
  cacheWriteInputUsdPerMillion: z.number().min(0).optional(),
})

/** US dollars per million tokens. */
export type Price = z.infer<typeof priceSchema>

const modelId = z
  .string()
  .regex(/^[a-z][a-z0-9-]*:.+$/, 'expected provider:name, as in openai:gpt-5-mini')
  .describe('provider:name')

/** A model in the config: a bare id, or an id with settings. */
export const modelEntrySchema = z.union([
  modelId,
  z.strictObject({
    id: modelId,
    label: z.string().min(1).max(80).optional().describe('Unique; the name in tests, reports and baselines. Default: the id'),
    params: paramsSchema.optional(),
    concurrency: z.int().positive().max(10_000).optional().describe('Calls in flight'),
    requestsPerMinute: z.number().min(0.01).optional().describe('Requests, attempts counted each'),
    tokensPerMinute: z.number().min(1).optional().describe('Input and output tokens'),
    timeoutMs: z.int().positive().max(86_400_000).optional().describe('Of one attempt; default 60,000'),
    baseUrl: z
      .url({ protocol: /^https?$/, error: 'expected an address, as in http://127.0.0.1:8000/v1' })
      .optional()
      .describe('Address of an OpenAI-compatible server, or another address of the vendor'),
    apiKeyEnv: z
      .string()
      .regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'expected the name of an environment variable, never a key')
      .optional()
      .describe('Name of the environment variable that holds the key'),
    region: z.string().optional().describe('Bedrock only'),
    price: priceSchema.optional(),
    paid: z.literal(true).optional().describe('A server on this machine that passes questions on to a paid vendor'),
    contextTokens: z.int().positive().optional().describe('Most tokens of a question and its answer, where the price list does not say'),
    traits: z.array(z.enum(TRAITS)).optional().describe('What the model is good for, by your own word: counts in recommend models'),
    answers: z.string().optional().describe('recorded only: a .jsonl file of lines {case, answer, …}'),
    sim: z.record(z.string(), z.json()).optional().describe('sim only: overrides of the profile'),
  }),
])

export type ModelEntry = z.infer<typeof modelEntrySchema>

/** A configured model, resolved: what the engine, providers and reports know of it. Plain JSON. */
export interface Model {
  /** `provider:name`. */
  id: string
  /** Unique in the config. */
  label: string
  provider: string
  name: string
  params: z.infer<typeof paramsSchema>
  concurrency: number
  requestsPerMinute: number | null
  tokensPerMinute: number | null
  timeoutMs: number
  baseUrl: string | null
  apiKeyEnv: string | null
  region: string | null
  price: Price | null
  /** As the config says. */
  contextTokens?: number | undefined
  /** As the config says. */
  traits?: Trait[] | undefined
  /** Absolute path. */
  answersFile: string | null
  sim: Record<string, z.core.util.JSONType> | null
  /** Its provider is simulated: said wherever its figures are shown. */
  simulated: boolean
  /** Asking it may cost money: neither simulated nor recorded nor on a loopback address. */
  paid: boolean
  /** Its provider declares `needs: ['case']`. */
  needsCase: boolean
}
