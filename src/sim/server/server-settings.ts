import { z } from 'zod'
import { streamScriptSchema } from './stream/stream-script.ts'
import { latencySchema, mistakesSchema } from '../sim-settings-schema.ts'

const rate = z.number().min(0).max(1).default(0)
const count = z.int().min(1)
const milliseconds = z.int().min(0).max(86_400_000)
const dollars = z.number().min(0)

/** Rates of failed requests, drawn anew for each request, and what goes with them. A request fails in one way at most. */
export const serverFaultsSchema = z.strictObject({
  rateLimit: rate.describe('429'),
  serverError: rate.describe('500'),
  overloaded: rate.describe('529'),
  resetBefore: rate.describe('The connection is reset before the headers'),
  resetInside: rate.describe('The connection is reset after the first half of the answer'),
  stall: rate.describe('Nothing is ever sent'),
  stallInside: rate.describe('Nothing more is sent after the first half of the answer'),
  truncate: rate.describe('The body ends after the first half of the answer'),
  garbage: rate.describe('A body that breaks its protocol'),
  errorEvent: rate.describe('The stream reports an error after the first half of the answer'),
  retryAfterMs: milliseconds.nullable().default(null).describe('Retry-After of a 429; null: the header is left out'),
  mostPerTrial: count.nullable().default(null).describe('So many requests of one trial fail at most; null: no bound'),
})

export type ServerFaults = z.infer<typeof serverFaultsSchema>

/** An answer to prompts: those that are `match`, else those that contain it. Without `match`: to all prompts. */
export const servedAnswerSchema = z.strictObject({
  match: z.string().optional(),
  answer: z.json(),
  latencyMs: z.number().min(0).max(600_000).optional().describe('Instead of a drawn latency'),
  stream: streamScriptSchema.optional().describe('Goes over the script of all answers, field by field'),
})

/** Settings of the simulated server. Everything has a default: it then answers at once, without faults. */
export const serverSettingsSchema = z.strictObject({
  seed: z.int().min(0).max(0xffffffff).default(0),
  latency: latencySchema.default({ kind: 'fixed', ms: 0 }).describe('To the first token, and to a failure'),
  tokensPerSecond: z.number().positive().max(1_000_000).nullable().default(null).describe('Pace after the first token; null: all at once'),
  stream: streamScriptSchema.nullable().default(null).describe('How answers are streamed; null: at once, or in the pace'),
  service: z
    .strictObject({
      slots: count.nullable().default(null).describe('So many requests are served at once, the others wait in order; null: all'),
      waiting: z.int().min(0).nullable().default(null).describe('More that wait get 503; null: no bound'),
      slowdown: z
        .number()
        .min(0)
        .max(1_000)
        .default(0)
        .describe('Each other request in service makes latency and gaps longer by this share'),
    })
    .nullable()
    .default(null)
    .describe('How load makes the server slower; null: it does not'),
  faults: serverFaultsSchema.prefault({}),
  mistakes: mistakesSchema.partial().default({}).describe('Rates of wrong answers, as of simulated models'),
  limit: z
    .strictObject({ requests: count, windowMs: count.default(60_000) })
    .nullable()
    .default(null)
    .describe('More requests in a window are answered with 429; every answer carries the rate-limit headers of its protocol'),
  mostInFlight: count.nullable().default(null).describe('More requests at once are answered with 429'),
  mostConnections: count.nullable().default(null).describe('More connections at once are closed'),
  answer: z.string().nullable().default(null).describe('The answer to all prompts'),
  answers: z.array(servedAnswerSchema).default([]).describe('Answers by prompt'),
  echo: z.boolean().default(false).describe('The answer is the last message of the user'),
  price: z
    .strictObject({ inputUsdPerMillion: dollars, outputUsdPerMillion: dollars })
    .default({ inputUsdPerMillion: 1, outputUsdPerMillion: 5 })
    .describe('Of what OpenRouter reports as cost'),
  inlineCost: z.boolean().default(true).describe('OpenRouter: usage.cost is sent with the answer'),
  generationDelayMs: milliseconds.default(0).describe('OpenRouter: how long after an answer its generation record is there'),
})

export type ServerSettings = z.infer<typeof serverSettingsSchema>
