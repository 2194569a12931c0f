import { z } from 'zod'
import type { Place } from './fault.ts'
import type { JsonObject } from './json.ts'
import { paramsSchema } from './params.ts'
import { messageSchema, nameSchema, toolSchema } from './task.ts'

/** What a single request is held to, each in milliseconds or tokens per second. */
export const SLO_METRICS = [
  'firstTokenMs',
  'firstTokenFromScheduleMs',
  'firstVisibleMs',
  'timePerOutputTokenMs',
  'latencyMs',
  'latencyFromScheduleMs',
  'decodeTokensPerSecond',
] as const
export type SloMetric = (typeof SLO_METRICS)[number]

const objective = z.number().positive().optional()
const sloSchema = z.strictObject(
  Object.fromEntries(SLO_METRICS.map((metric) => [metric, objective])) as Record<SloMetric, typeof objective>,
)

const perSecond = z.number().positive().max(100_000)
const inFlight = z.int().min(1).max(10_000)
const seconds = z.number().positive().max(86_400)
const milliseconds = z.number().positive().max(86_400_000)

/** Of open loops. */
const arrivals = {
  arrivals: z.enum(['constant', 'poisson', 'gamma']).default('poisson').describe('How requests are spaced'),
  shape: z.number().min(0.01).max(1_000).optional().describe('Of gamma arrivals: 1 is Poisson, below 1 burstier, above 1 steadier'),
  mostInFlight: inFlight.default(1_000),
  whenFull: z
    .enum(['wait', 'drop'])
    .default('wait')
    .describe('What is due while that many are in flight waits, which its time from the schedule tells, or is not sent and counted'),
}

/** How requests come. Open loops keep to a schedule whatever the model does; closed loops send the next when one has ended. */
export const loadSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('closed'),
    concurrency: inFlight,
    staggered: z.boolean().default(true).describe('Starts spread over one mean latency'),
    expectedEveryMs: milliseconds
      .optional()
      .describe(
        'How often a request of a user was to come: latencies corrected for coordinated omission are given beside the measured ones',
      ),
  }),
  z.strictObject({ kind: z.literal('open'), ratePerSecond: perSecond, ...arrivals }),
  z.strictObject({
    kind: z.literal('burst'),
    requests: inFlight,
    everySeconds: seconds.optional(),
    bursts: z.int().min(1).max(10_000).default(1),
  }),
  z.strictObject({
    kind: z.literal('ramp'),
    of: z.enum(['ratePerSecond', 'concurrency']),
    from: z.number().positive(),
    to: z.number().positive(),
    steps: z.int().min(2).max(100).default(5),
    ...arrivals,
  }),
  z.strictObject({
    kind: z.literal('sweep'),
    of: z.enum(['ratePerSecond', 'concurrency']),
    values: z.array(z.number().positive()).min(2).max(100),
    ...arrivals,
  }),
])
export type Load = z.output<typeof loadSchema>

const convergedSchema = z.strictObject({
  metric: z.enum(['firstTokenMs', 'latencyMs', 'timePerOutputTokenMs']).default('latencyMs'),
  quantile: z.number().min(0).max(1).default(0.5),
  width: z.number().positive().max(1).default(0.1).describe('Width of its 95 % interval as a share of the value'),
})

/** When a step ends: at the first of these that is reached. */
export const stopSchema = z
  .strictObject({
    requests: z.int().min(1).max(10_000_000).optional().describe('Requests measured'),
    seconds: seconds.optional().describe('Length of the measured window'),
    converged: convergedSchema.optional().describe('When the figure is known well enough: reported as adaptive'),
  })
  .refine((stop) => stop.requests !== undefined || stop.seconds !== undefined, 'expected requests, seconds, or both: a step must end')

/** `NAME.scenario.yaml` as it is written. */
export const scenarioSchema = z
  .strictObject({
    name: nameSchema.describe('Unique in a run'),
    description: z.string().default(''),
    models: z.array(z.string()).min(1).optional().describe("Ids or labels, instead of the config's"),
    system: z.string().optional(),
    prompt: z.string().optional().describe('Template of the user message; {{name}} inserts a field of the input'),
    messages: z.array(messageSchema).min(1).optional().describe('Instead of prompt'),
    turns: z.array(z.string().min(1)).max(100).optional().describe('What the user says after each answer: a conversation'),
    inputs: z
      .union([z.string().min(1), z.array(z.record(z.string(), z.json())).min(1)])
      .optional()
      .describe('A file (.jsonl .json .csv .yaml) or a list: requests take them in a seeded order, the same for all models'),
    params: paramsSchema.optional(),
    tools: z.array(toolSchema).optional(),
    output: z.strictObject({ schema: z.record(z.string(), z.json()).describe('JSON Schema of the answer') }).optional(),
    load: loadSchema.default({ kind: 'closed', concurrency: 1, staggered: true }),
    stop: stopSchema.default({ requests: 30 }).describe('Of each step'),
    warmUp: z.strictObject({ requests: z.int().min(0).max(100_000).optional(), seconds: seconds.optional() }).default({ requests: 1 }),
    coolDown: z.strictObject({ seconds }).optional().describe('Load goes on so long after the measured window, without being measured'),
    repetitions: z.int().min(1).max(1_000).default(1).describe('Blocks, interleaved over the models: A B, B A, A B …'),
    slo: sloSchema.optional().describe('Every request is held to all of them: goodput'),
    percentiles: z.array(z.number().gt(0).lt(100)).min(1).max(20).default([50, 90, 95, 99]),
    timeouts: z
      .strictObject({
        connectMs: milliseconds.optional(),
        firstTokenMs: milliseconds.optional(),
        idleMs: milliseconds.optional(),
        totalMs: milliseconds.default(60_000),
      })
      .prefault({}),
    consumer: z
      .strictObject({ delayMs: z.number().min(0).max(60_000) })
      .optional()
      .describe('A reader that takes so long for every piece'),
    strict: z.boolean().default(false).describe('A suspect measurement fails'),
  })
  .describe('A benchmark scenario')

export type ScenarioInput = z.input<typeof scenarioSchema>

/** A scenario, read, validated and resolved. Plain JSON. */
export interface Scenario extends Omit<z.output<typeof scenarioSchema>, 'inputs' | 'prompt' | 'messages' | 'system' | 'models'> {
  /** Absolute path; `null`: a standard scenario. */
  file: string | null
  place: Place | null
  messages: z.output<typeof messageSchema>[]
  inputs: JsonObject[]
  models: string[] | null
  outputSchema: JsonObject | null
  /** Of all that decides what is asked and how: profiles with another hash are not compared. */
  scenarioHash: string
}

/** A step of a load: what is aimed at, and the name by which it is shown. */
export interface LoadStep {
  index: number
  label: string
  ratePerSecond: number | null
  concurrency: number | null
}
