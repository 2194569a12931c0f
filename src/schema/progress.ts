import { z } from 'zod'

const count = z.int().min(0)

const counts = {
  planned: count.describe('trials of the tasks that have started, and of those that are known to follow'),
  running: count.describe('calls in flight; not those that wait between two attempts'),
  done: count.describe('trials that have ended, however they did'),
  failed: count.describe('trials whose answer failed a critical check'),
  errored: count.describe('trials without an answer because of an error'),
  skipped: count.describe('trials that were not asked'),
  retries: count.describe('attempts beyond the first of their call'),
  reused: count.describe('calls answered without asking: from the journal or a tape'),
  costNanoUsd: count.describe('integer nano-dollars, of calls of this session whose price was known when they ended'),
  unpricedCalls: count.describe('calls without a known price'),
  callsPerMinute: z.number().min(0).nullable().describe('calls that ended, over a sliding window; null: too few to say'),
  etaMs: z.number().min(0).nullable().describe('milliseconds until all planned trials have ended; null: not known'),
}

/** `progress.json` beside the journal: how a run stands, for other programs. Written whole, about once a second and at the end. */
export const progressSchema = z.object({
  schema: z.literal('taskbench/progress@1'),
  runId: z.string().describe('the run of the folder'),
  status: z.enum(['running', 'complete', 'incomplete', 'interrupted']).describe('as in `run.json`; what was killed stays running'),
  startedAt: z.iso.datetime().describe('in UTC'),
  updatedAt: z.iso.datetime().describe('in UTC: when the file was written'),
  seq: count.describe('number of the last event that is counted'),
  models: z.array(
    z.object({
      model: z.string().describe('its label'),
      ...counts,
      abandoned: z.boolean().describe('no more calls are made of it, after too many failures in a row'),
    }),
  ),
  totals: z.object(counts),
  spentNanoUsd: count.describe(
    'what counts against the budget: with earlier sessions of a resumed run, and with guesses where nobody reported usage',
  ),
  budgetNanoUsd: count.nullable().describe('null: there is no budget'),
})

export type RunProgress = z.infer<typeof progressSchema>
export type ModelProgress = RunProgress['models'][number]
export type ProgressCounts = RunProgress['totals']
