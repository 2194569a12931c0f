import { z } from 'zod'

/** The schema's name in what `taskbench compare --format json` prints. */
export const RUN_COMPARISON_SCHEMA = 'taskbench/comparison@1'

const count = z.int().min(0)
const figure = z.number().nullable()

const sideSchema = z.object({
  kind: z.enum(['run', 'baseline']),
  from: z.string().describe('What was asked for, and what it was taken to be'),
  runId: z.string(),
  startedAt: z.string(),
  status: z.string(),
  commit: z.string().nullable(),
  dirty: z.boolean().nullable(),
})

export const changeSchema = z.object({ what: z.string(), a: z.string(), b: z.string() })

const namedSchema = z.object({ count, names: z.array(z.string()).describe('The first of them') })

export const metricComparisonSchema = z.object({
  metric: z.string(),
  primary: z.boolean().describe('Others are exploratory: their p is not adjusted'),
  unit: z.string(),
  direction: z.enum(['higher', 'lower']),
  a: figure.describe('On the pairs'),
  b: figure,
  n: count.describe('Pairs with a score on both sides'),
  missing: count.describe('Pairs that lack one'),
  difference: figure.describe('b − a'),
  low: figure,
  high: figure,
  level: z.number(),
  pValue: figure,
  adjustedPValue: figure.describe('By Holm, over the models of the task; null for metrics that are not primary'),
  method: z.string(),
  verdict: z.enum(['better', 'worse', 'equivalent', 'no difference found', 'undecided']).describe('Of b against a'),
  smallestDetectable: figure.describe('The smallest difference that the test would have found with power 0.8'),
  margin: figure,
  reason: z.string().nullable().describe('Why it is undecided, or what is to be known of it'),
})

const flipSideSchema = z.object({
  score: figure,
  answer: z.string().nullable().describe('The first one, shortened; null where it is not kept'),
  failed: z.array(z.string()).describe('Checks that failed'),
})

export const flipSchema = z.object({
  case: z.string(),
  caseA: z.string().optional().describe('Its id in a, where that is another'),
  change: z.enum(['worse', 'better']),
  a: flipSideSchema,
  b: flipSideSchema,
})

export const modelComparisonSchema = z.object({
  model: z.string(),
  modelA: z.string().optional().describe('Its label in a, where that is another'),
  simulated: z.boolean(),
  changes: z.array(changeSchema),
  metrics: z.array(metricComparisonSchema),
  flips: z.object({
    worse: count.describe('Pairs whose primary score is worse in b'),
    better: count,
    same: count,
    shown: z.array(flipSchema).describe('The greatest changes, worse ones first'),
  }),
})

export const taskComparisonSchema = z.object({
  task: z.string(),
  useCase: z.string(),
  primary: z.string(),
  cases: z.object({
    paired: count,
    byId: count.describe('Of these, pairs by id alone: their input or gold has changed'),
    onlyA: namedSchema,
    onlyB: namedSchema,
  }),
  changes: z.array(changeSchema),
  prompt: z
    .object({ case: z.string(), lines: z.array(z.string()) })
    .nullable()
    .describe('How the prompt of one case differs, line by line; null where it does not, or no record holds it'),
  models: z.array(modelComparisonSchema),
  onlyA: z.array(z.string()).describe('Models that b does not have'),
  onlyB: z.array(z.string()),
})

/** What `taskbench compare A B --format json` prints. */
export const runComparisonSchema = z
  .object({
    schema: z.literal(RUN_COMPARISON_SCHEMA),
    a: sideSchema,
    b: sideSchema,
    changes: z.array(changeSchema).describe('Of the runs'),
    tasks: z.array(taskComparisonSchema),
    onlyA: z.array(z.string()).describe('Tasks that b does not have'),
    onlyB: z.array(z.string()),
    notes: z.array(z.string()),
  })
  .describe('The comparison of run b with run a')

export type RunComparison = z.infer<typeof runComparisonSchema>
export type TaskComparison = RunComparison['tasks'][number]
export type ModelComparison = TaskComparison['models'][number]
export type MetricComparison = ModelComparison['metrics'][number]
export type Flip = ModelComparison['flips']['shown'][number]
export type Change = z.infer<typeof changeSchema>
