import { z } from 'zod'
import { BASELINE_SCHEMA } from './find-baseline.ts'

const count = z.int().min(0)
const text = z.string().max(100_000)
const name = z.string().max(2_000)

/** A score, or of ratio metrics the score with true positives, false positives and false negatives; `null`: missing. */
export const baselineScoreSchema = z.union([
  z.number(),
  z.null(),
  z.tuple([z.number().nullable(), z.number().min(0), z.number().min(0), z.number().min(0)]),
])

export const baselineCaseSchema = z.object({
  case: name,
  caseHash: name.describe('Hash of input and gold: pairs runs even after the prompt was edited'),
  trials: count.describe('Trials that are data: answered, or failed in a way that counts as an answer'),
  passed: count.describe('Of these, the ones that passed their critical checks'),
  undecided: count.optional().describe('Of them, the ones that neither passed nor failed: a critical check is undecided; left out for 0'),
  missing: name.nullable().describe('Kind of error where no trial is data'),
  failed: z.array(name).optional().describe('Names of the checks that failed in any trial'),
  scores: z
    .record(z.string(), baselineScoreSchema)
    .describe('By metric: mean over the trials that are data, or [score, true positives, false positives, false negatives]'),
  answers: z.array(text).optional().describe('Only where they were asked for: the answers, by trial'),
})

export const baselineModelSchema = z.object({
  model: name.describe('Label'),
  modelId: name,
  simulated: z.boolean(),
  settings: z.record(z.string(), z.json()).describe('Settings of the model that bear on its answers'),
  judge: name.nullable().describe('Who judged: model and hash of its prompt'),
  notAsked: count
    .optional()
    .describe('Cases that were not asked, for all gates were decided before: they are not among the cases, and not missing'),
  cases: z.array(baselineCaseSchema),
})

export const baselineTaskSchema = z.object({
  task: name,
  useCase: name,
  taskHash: name,
  promptHash: name,
  checksHash: name,
  matchingHash: name.describe('Hash of the output format and the pairing: how answers are matched with gold'),
  caseSetHash: name,
  primary: name,
  metrics: z.array(name),
  trials: count.describe('Per case'),
  planned: count.describe('Cases of the task'),
  models: z.array(baselineModelSchema),
})

/** `baselines/NAME.json`: scores of the cases of one run. */
export const baselineSchema = z
  .object({
    schema: z.literal(BASELINE_SCHEMA),
    run: z.object({
      id: name,
      startedAt: name,
      finishedAt: name.nullable(),
      status: z.enum(['running', 'complete', 'incomplete', 'interrupted']),
      commit: name.nullable(),
      dirty: z.boolean().nullable(),
      seed: z.number(),
      configHash: name,
      versions: z.record(z.string(), z.string()),
      generalModel: name.nullable(),
      priceDate: name.nullable(),
    }),
    tasks: z.array(baselineTaskSchema),
  })
  .describe('The scores of the cases of one run, without answers unless they were asked for')

export type Baseline = z.infer<typeof baselineSchema>
export type BaselineTask = Baseline['tasks'][number]
export type BaselineModel = BaselineTask['models'][number]
export type BaselineCase = BaselineModel['cases'][number]
