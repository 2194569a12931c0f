import { z } from 'zod'
import { CHECK_CATEGORIES } from './checks-file.ts'

/** The schema's name in every `report.json`. */
export const REPORT_SCHEMA = 'taskbench/report@1'

const count = z.int().min(0)
const nano = z.int().describe('Nano-dollars (1e-9 USD)')

export const metricValueSchema = z.object({
  value: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  level: z.number(),
  n: z.number(),
  method: z.string(),
  unit: z.string(),
  direction: z.enum(['higher', 'lower']),
  reason: z.string().nullable(),
})

export const violationSchema = z.object({
  check: z.string(),
  severity: z.enum(['critical', 'warning', 'info']),
  case: z.string(),
  trial: count,
  message: z.string(),
  found: z.string().optional(),
  expected: z.string().optional(),
})

const rateSchema = z.object({ value: z.number(), low: z.number(), high: z.number(), n: count })

/** The pass rate of a check that a calibrated judge decided, as people would find it. */
const correctedSchema = z.object({
  value: z.number(),
  low: z.number(),
  high: z.number(),
  level: z.number(),
  n: count.describe('Cases'),
  method: z.string(),
  labels: count.describe('Labels of people that it rests on'),
  labelsOf: z.enum(['check', 'judge']).describe('Of this very check, or of all checks of its judge'),
  sensitivity: rateSchema.describe('Of what people passed, the share that the judge passed'),
  specificity: rateSchema.describe('Of what people failed, the share that the judge failed'),
})

export const resultSchema = z.object({
  task: z.string(),
  useCase: z.string(),
  taskHash: z.string(),
  promptHash: z.string(),
  checksHash: z.string(),
  caseSetHash: z.string(),
  model: z.string(),
  modelId: z.string(),
  simulated: z.boolean(),
  primary: z.string(),
  cases: count,
  trials: z.object({
    planned: count,
    answered: count,
    errored: count,
    skipped: count,
    replayed: count,
    reused: count,
    retried: count.describe('Answered at a second or later attempt'),
    notAsked: count
      .optional()
      .describe('Not asked, because all gates were decided before: neither failed nor missing; left out where there are none'),
    callsSaved: count.optional().describe('Calls that these would have taken, by the mean of the trials that were asked; beside notAsked'),
  }),
  tests: z
    .object({ passed: count, failed: count, skipped: count })
    .describe(
      'Vitest tests: one per case, as `failOn` and `trials.pass` have it; verdicts of answers are in `checks` and in the metric pass-rate',
    ),
  checks: z.array(
    z.object({
      name: z.string(),
      kind: z.string(),
      severity: z.enum(['critical', 'warning', 'info']),
      passed: count,
      failed: count,
      undecided: count,
      failedShare: metricValueSchema.describe('Of the answers that it decided, the share that failed; the interval is over cases'),
      corrected: correctedSchema
        .optional()
        .describe(
          'Only of checks that a calibrated judge decided: their pass rate as people would find it; the raw one is 1 − failedShare',
        ),
      generated: z
        .object({ category: z.enum(CHECK_CATEGORIES).optional(), reviewed: z.boolean(), unproven: z.boolean() })
        .optional()
        .describe(
          'Only where a model wrote the check: what it is about, whether a person looked at it, whether its figures can be trusted',
        ),
    }),
  ),
  violations: z
    .array(violationSchema)
    .describe('Examples: up to three of each failing check and 300 in all, each of another case, critical ones first'),
  errors: z.array(z.object({ kind: z.string(), count, example: z.string() })),
  metrics: z.record(z.string(), metricValueSchema),
  judge: z
    .object({
      model: z.string(),
      simulated: z.boolean(),
      promptHash: z.string(),
      at: z.string(),
      calibrated: z.boolean().describe('Was it ever compared with labels of people?'),
    })
    .nullable(),
  stopped: z
    .object({
      casesAsked: count.describe('The first of all cases in seeded order'),
      watched: z
        .array(z.string())
        .describe('Metrics whose intervals hold whenever asking stops; those of the others are labelled stopped early'),
    })
    .optional()
    .describe('Only where asking stopped because all gates were decided'),
  costNanoUsd: nano.nullable().describe('Sum of the priced calls; null where no call is priced'),
  originalCostNanoUsd: nano
    .nullable()
    .optional()
    .describe('Only where answers were replayed from tape, which costs nothing: the cost with what they cost when they were recorded'),
  unpricedCalls: count,
  tokens: z.object({ input: count.nullable(), output: count.nullable(), cached: count.nullable(), reasoning: count.nullable() }),
  latencyMs: z.object({ p50: z.number().nullable(), p95: z.number().nullable(), p99: z.number().nullable(), n: count }),
})

export const rankingSchema = z.object({
  task: z.string().optional().describe('Left out where it is over the tasks of a use case'),
  useCase: z
    .string()
    .optional()
    .describe(
      'Instead of the task: the score is the unweighted mean of the primary metrics of its tasks, on the cases that all ranked models have',
    ),
  metric: z.string().describe('Over several tasks: the names of their primary metrics, with commas'),
  entries: z.array(
    z.object({
      model: z.string(),
      score: z.number().nullable(),
      low: z.number().nullable(),
      high: z.number().nullable(),
      tiedWithBest: z.boolean().nullable(),
    }),
  ),
})

export const comparisonSchema = z.object({
  task: z.string(),
  metric: z.string(),
  a: z.string(),
  b: z.string(),
  n: count,
  unpaired: count,
  difference: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  pValue: z.number().nullable(),
  adjustedPValue: z.number().nullable(),
  method: z.string(),
  verdict: z.enum(['better', 'worse', 'equivalent', 'no difference found', 'undecided']),
  reason: z.string().optional().describe('Why what the test found is undecided all the same; left out elsewhere'),
  smallestDetectable: z.number().nullable(),
  margin: z.number().nullable(),
})

export const gateResultSchema = z.object({
  task: z.string(),
  model: z.string(),
  metric: z.string(),
  rule: z.string(),
  value: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  verdict: z.enum(['passed', 'failed', 'undecided', 'skipped']),
  casesNeeded: count.nullable(),
  reason: z.string().nullable(),
  undecided: z.enum(['warn', 'fail']).optional().describe('What it comes to if the gate is undecided; left out: warn'),
  decidedAfter: count.optional().describe('Only with `stop: decided`: the cases, in seeded order, after which the gate was decided'),
  regression: z
    .object({
      baseline: z.string().describe('Its name'),
      runId: z.string(),
      commit: z.string().nullable(),
      pairs: count.describe('Cases of the run that the baseline has as well'),
      change: z.enum(['absolute', 'relative']).describe('What value, low and high are: new − base, or new / base − 1; absolute for shares'),
    })
    .optional()
    .describe('Only of gates that were held against a baseline; left out where they have a threshold besides'),
})

/** What is said of a gate of the whole run. */
export const runGateResultSchema = z.object({
  rule: z.string(),
  useCase: z.string().nullable().describe('null: the whole run'),
  model: z.string().nullable().describe('The one that decided it'),
  unit: z.string(),
  value: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  verdict: z.enum(['passed', 'failed', 'undecided', 'skipped']),
  casesNeeded: count.nullable(),
  reason: z.string().nullable(),
  undecided: z.enum(['warn', 'fail']),
})

/** `report.json`. */
export const reportSchema = z
  .object({
    schema: z.literal(REPORT_SCHEMA),
    run: z.object({
      id: z.string(),
      useCase: z.string(),
      startedAt: z.string(),
      finishedAt: z.string().nullable(),
      status: z.enum(['running', 'complete', 'incomplete', 'interrupted']),
      stopReason: z.string().nullable(),
      commit: z.string().nullable(),
      dirty: z.boolean().nullable(),
      seed: z.number(),
      configHash: z.string(),
      versions: z.record(z.string(), z.string()),
      shards: z.object({ expected: count, present: count }).nullable(),
      generalModel: z.string().nullable(),
      priceDate: z.string().nullable(),
      resumed: count.optional().describe('How often the run was resumed after it had stopped; left out if it never was'),
    }),
    results: z.array(resultSchema),
    ranking: z.array(rankingSchema),
    comparisons: z.array(comparisonSchema),
    cost: z.object({
      totalNanoUsd: nano,
      simulatedNanoUsd: nano
        .optional()
        .describe('The part of simulated models, which nobody paid; left out where there is none, and by earlier versions'),
      estimatedNanoUsd: nano.nullable(),
      byModel: z.record(z.string(), nano),
      byPhase: z.record(z.string(), nano),
      byTask: z.record(z.string(), nano),
      useCaseNanoUsd: nano.describe("The part of this report's use case"),
      unpricedCalls: count,
      replayed: z
        .object({
          calls: count,
          originalNanoUsd: nano.nullable().describe('What they cost when they were recorded, as far as it is known'),
        })
        .optional()
        .describe('Calls that were answered from the tape; left out where there are none'),
    }),
    gates: z.array(gateResultSchema),
    runGates: z
      .array(runGateResultSchema)
      .optional()
      .describe('Gates of the whole run that bear on this use case; left out where the config has none'),
  })
  .describe('The report of one run and use case')

export type Report = z.infer<typeof reportSchema>
export type Result = Report['results'][number]
export type Ranking = Report['ranking'][number]
export type Comparison = Report['comparisons'][number]
export type GateResult = Report['gates'][number]
export type RunGateResult = z.infer<typeof runGateResultSchema>
