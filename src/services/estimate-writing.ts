import { describeVocabulary } from '../check-writing/check-vocabulary.ts'
import { matterSections, shownInputs } from '../check-writing/writing-matter.ts'
import { analysisRequest } from '../check-writing/writing-request.ts'
import { addRanges, times } from '../report/estimated-range.ts'
import type { Config } from '../schema/config.ts'
import type { Estimate, EstimateRow } from '../schema/estimate.ts'
import type { Model } from '../schema/model.ts'
import type { Task } from '../schema/task.ts'
import { estimateRequestTokens, estimateTokens } from '../sim/estimate-tokens.ts'
import { priceRange } from './price-range.ts'
import { byCharacters } from './token-spread.ts'

/** One question for requirements and one for checks; each may be asked again. */
const CALLS = { low: 2, expected: 2, high: 4 }
/** Tokens of a list of requirements or checks, without reasoning. */
const REPLY_TOKENS = { low: 500, expected: 2_000 }

/** What writing the checks of some tasks will need. Nothing is asked. */
export function estimateWriting(tasks: readonly Task[], model: Model, { seed }: Pick<Config, 'seed'>): Estimate {
  const rows = tasks.map((task) => rowOf(task, model, seed))
  const unknown = rows.some(({ nanoUsd }) => nanoUsd === null) ? [`${model.label}: no price is known; set \`price\` of the model`] : []
  return {
    schema: 'taskbench/estimate@1',
    rows,
    calls: tasks.length * CALLS.expected,
    nanoUsd: addRanges(rows.map(({ nanoUsd }) => nanoUsd ?? { low: 0, expected: null, high: null })),
    unknown,
    notes: ['what is written is tried without asking anything; a check that asks a judge is tried by up to 40 more calls'],
  }
}

function rowOf(task: Task, model: Model, seed: number): EstimateRow {
  const sections = matterSections({ brief: {}, task, inputs: shownInputs(task.cases, seed) })
  const request = analysisRequest(sections, { seed, most: 20, params: model.params })
  const limit = request.params.maxOutputTokens ?? null
  const input = estimateRequestTokens(request) + estimateTokens(describeVocabulary(task.tools.length > 0))
  const each = byCharacters(input)
  const most = (each.high ?? input) * CALLS.high
  const inputTokens = times({ low: each.low * CALLS.low, expected: input * CALLS.expected, high: most }, 1)
  const outputTokens = {
    low: REPLY_TOKENS.low * CALLS.low,
    expected: REPLY_TOKENS.expected * CALLS.expected,
    high: limit === null ? null : limit * CALLS.high,
  }
  return {
    task: task.name,
    model: model.label,
    phase: 'check-writing',
    simulated: model.simulated,
    calls: CALLS.expected,
    inputTokens,
    outputTokens,
    nanoUsd: priceRange(model, inputTokens, outputTokens, CALLS.expected),
    from: 'limit',
  }
}
