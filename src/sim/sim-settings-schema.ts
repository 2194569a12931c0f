import { z } from 'zod'

const rate = z.number().min(0).max(1)
const milliseconds = z.number().min(0).max(600_000)
const sigma = z.number().min(0).max(3)

/** Time to the first token. A draw of 0 answers at once: no timer is set and the pace is not kept. */
export const latencySchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('fixed'), ms: milliseconds }),
  z.strictObject({
    kind: z.literal('lognormal'),
    medianMs: milliseconds,
    sigma: sigma.default(0.4).describe('Standard deviation of ln(ms)'),
  }),
  z.strictObject({
    kind: z.literal('bimodal'),
    fastMs: milliseconds.describe('Median of the fast calls'),
    slowMs: milliseconds.describe('Median of the slow calls'),
    slowShare: rate.describe('Share of slow calls'),
    sigma: sigma.default(0.2).describe('Standard deviation of ln(ms) in both'),
  }),
])

export type Latency = z.infer<typeof latencySchema>

/** Rates of wrong answers. A unit is an item where gold is a list, else the whole answer. */
export const mistakesSchema = z.strictObject({
  omit: rate.describe('Per unit: left out'),
  invent: rate.describe('Per unit: one is added that gold does not have; of a single value: replaced by a made-up one'),
  alter: rate.describe('Per unit: one field, number, date or word is changed'),
  breakFormat: rate.describe('Per answer: prose or a fence around it, a trailing comma, cut short'),
  refuse: rate.describe('Per answer: refused'),
})

export type Mistakes = z.infer<typeof mistakesSchema>

/** Rates of a simulated judge's mistakes, per question. */
export const judgeMistakesSchema = z.strictObject({
  falsePass: rate.describe('Yes to an answer that does not agree with gold'),
  falseFail: rate.describe('No to an answer that agrees with gold'),
  cannotTell: rate.describe('Cannot tell, whatever the answer'),
})

export type JudgeMistakes = z.infer<typeof judgeMistakesSchema>

/** Rates of failed attempts, drawn anew for each attempt. */
export const failuresSchema = z.strictObject({
  rateLimit: rate.describe('429 with Retry-After'),
  retryAfterMs: milliseconds.describe('What Retry-After says'),
  reset: rate.describe('The connection is reset'),
  serverError: rate.describe('503'),
  stall: rate.describe('Never answers: ends by time-out'),
})

export type Failures = z.infer<typeof failuresSchema>

/** `sim:` of a model in the config: every field overrides that of the profile. */
export const simSettingsSchema = z.strictObject({
  mistakes: mistakesSchema.partial().optional(),
  failures: failuresSchema.partial().optional(),
  judge: judgeMistakesSchema.partial().optional().describe('Where it judges answers'),
  latency: latencySchema.optional(),
  tokensPerSecond: z.number().positive().max(1_000_000).nullable().optional().describe('Pace after the first token; null: all at once'),
  seed: z.int().min(0).max(0xffffffff).optional().describe('Another seed: the same rates, other mistakes'),
})

/** Settings of a simulated model, resolved. */
export interface SimSettings {
  mistakes: Mistakes
  failures: Failures
  judge: JudgeMistakes
  latency: Latency
  /** Output tokens; `null`: the text arrives at once after the first token's time. */
  tokensPerSecond: number | null
  seed: number
}
