import { loadSteps } from '../benchmark/load/load-steps.ts'
import { firstMessages, scenarioRequest } from '../benchmark/scenario-request.ts'
import { addRanges, times, UNBOUNDED } from '../report/estimated-range.ts'
import type { Estimate, EstimatedRange, EstimateRow } from '../schema/estimate.ts'
import type { Model } from '../schema/model.ts'
import type { LoadStep, Scenario } from '../schema/scenario.ts'
import { estimateRequestTokens } from '../sim/estimate-tokens.ts'
import type { PlannedScenario } from './plan-benchmark.ts'
import { priceRange } from './price-range.ts'
import { byCharacters, meanOf } from './token-spread.ts'

/** So many inputs of a scenario are measured. */
const SAMPLE = 200

/** What a benchmark will need: calls, tokens and money per scenario and model, warm-up and cool-down included. Nothing is asked. */
export function estimateBenchmark(planned: readonly PlannedScenario[]): Estimate {
  const unknown: string[] = []
  const rows = planned.flatMap(({ scenario, models }) => models.map((model) => rowOf(scenario, model, unknown)))
  const isWhole = rows.every(({ calls }) => calls !== null)
  return {
    schema: 'taskbench/estimate@1',
    rows,
    calls: isWhole ? rows.reduce((sum, { calls }) => sum + (calls ?? 0), 0) : null,
    nanoUsd: addRanges(rows.map(({ nanoUsd }) => nanoUsd ?? UNBOUNDED)),
    unknown: [...new Set(unknown)],
    notes: planned.some(({ scenario }) => fillsUp(scenario))
      ? ['loads of a rate warm up until the first answer has come, for half a minute at most: what that takes is not in these figures']
      : [],
  }
}

function rowOf(scenario: Scenario, model: Model, unknown: string[]): EstimateRow {
  const named = { task: scenario.name, model: model.label, phase: 'execution' as const, simulated: model.simulated }
  const perStep = loadSteps(scenario.load).map((step) => requestsOf(scenario, step))
  const limit = scenario.params?.maxOutputTokens ?? model.params.maxOutputTokens ?? null
  if (perStep.includes(null)) {
    unknown.push(`${scenario.name}: how many requests there is time for, as it ends by time (set stop.requests)`)
    return { ...named, calls: null, inputTokens: null, outputTokens: null, nanoUsd: model.paid ? null : NOTHING, from: 'nothing' }
  }
  const calls = Math.ceil(perStep.reduce<number>((sum, count) => sum + (count ?? 0), 0) * scenario.repetitions)
  const inputTokens = times(byCharacters(inputTokensOf(scenario, model)), calls)
  const outputTokens = times({ low: 0, expected: limit === null ? null : limit / 2, high: limit }, calls)
  const nanoUsd = priceRange(model, inputTokens, outputTokens, calls)
  if (nanoUsd === null) unknown.push(`${model.label}: no price is known; set \`price\` of the model`)
  else if (limit === null && nanoUsd.high === null) unknown.push(`${scenario.name}: how long answers are (set params.maxOutputTokens)`)
  return { ...named, calls, inputTokens, outputTokens, nanoUsd, from: limit === null ? 'nothing' : 'limit' }
}

/** Does its warm-up go on until the load is full? */
function fillsUp({ load, warmUp }: Scenario): boolean {
  return loadSteps(load).some(({ ratePerSecond }) => ratePerSecond !== null) && (warmUp.requests ?? warmUp.seconds ?? 0) > 0
}

const NOTHING: EstimatedRange = { low: 0, expected: 0, high: 0 }

/** Requests of one block; `null`: as many as there is time for. */
function requestsOf({ load, stop, warmUp, coolDown, turns }: Scenario, step: LoadStep): number | null {
  const perConversation = (turns?.length ?? 0) + 1
  const warm = warmUp.requests ?? (step.ratePerSecond ?? 0) * (warmUp.seconds ?? 0) * perConversation
  if (load.kind === 'burst') return load.requests * load.bursts * perConversation + warm
  if (step.ratePerSecond !== null) {
    const inTime = stop.seconds === undefined ? Infinity : step.ratePerSecond * stop.seconds * perConversation
    return Math.min(inTime, stop.requests ?? Infinity) + warm + step.ratePerSecond * (coolDown?.seconds ?? 0) * perConversation
  }
  if (stop.requests === undefined || coolDown !== undefined) return null
  return stop.requests + warm + (step.concurrency ?? 1) * perConversation
}

/** Of a request, in the mean; each turn of a conversation sends those before it again. */
function inputTokensOf(scenario: Scenario, model: Model): number {
  const first = meanOf(
    scenario.inputs
      .slice(0, SAMPLE)
      .map((input) => estimateRequestTokens(scenarioRequest(scenario, model, firstMessages(scenario, input)))),
  )
  const turns = scenario.turns?.length ?? 0
  const answer = scenario.params?.maxOutputTokens ?? model.params.maxOutputTokens ?? 0
  return first + (turns / 2) * answer
}
