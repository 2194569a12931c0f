import { describeVocabulary } from '../check-writing/check-vocabulary.ts'
import { matterSections, shownInputs } from '../check-writing/writing-matter.ts'
import { analysisRequest } from '../check-writing/writing-request.ts'
import { estimatedUsage } from '../engine/estimated-usage.ts'
import { addRanges } from '../report/estimated-range.ts'
import type { Config } from '../schema/config.ts'
import type { Estimate, EstimatedRange, EstimateRow } from '../schema/estimate.ts'
import type { Model } from '../schema/model.ts'
import type { Task } from '../schema/task.ts'
import { estimateRequestTokens, estimateTokens } from '../sim/estimate-tokens.ts'
import { modelPrice } from './model-price.ts'

/** One question for requirements and one for checks; each may be asked again. */
const CALLS = { low: 2, expected: 2, high: 4 }
/** Tokens of a list of requirements or checks, without reasoning. */
const REPLY_TOKENS = { low: 500, expected: 2_000 }
const INPUT_SPREAD = { low: 0.75, high: 1.35 }

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
    notes: [],
  }
}

function rowOf(task: Task, model: Model, seed: number): EstimateRow {
  const sections = matterSections({ brief: {}, task, inputs: shownInputs(task.cases, seed) })
  const request = analysisRequest(sections, { seed, most: 20, params: model.params })
  const limit = request.params.maxOutputTokens ?? null
  const input = estimateRequestTokens(request) + estimateTokens(describeVocabulary(task.tools.length > 0))
  const inputTokens = {
    low: input * INPUT_SPREAD.low * CALLS.low,
    expected: input * CALLS.expected,
    high: input * INPUT_SPREAD.high * CALLS.high,
  }
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
    nanoUsd: priceOf(model, inputTokens, outputTokens),
    from: 'limit',
  }
}

function priceOf(model: Model, input: EstimatedRange, output: EstimatedRange): EstimatedRange | null {
  const price = (calls: number, inputTokens: number | null, outputTokens: number | null): number | null => {
    if (inputTokens === null || outputTokens === null) return null
    const { nanoUsd } = modelPrice(model, estimatedUsage(Math.round(inputTokens / calls), Math.round(outputTokens / calls)), null)
    return nanoUsd === null ? null : nanoUsd * calls
  }
  const low = price(CALLS.low, input.low, output.low)
  if (low === null) return null
  return { low, expected: price(CALLS.expected, input.expected, output.expected), high: price(CALLS.high, input.high, output.high) }
}
