import type { Usage } from '../../schema/answer.ts'
import type { BenchmarkCell, Distribution } from '../../schema/benchmark-report.ts'
import type { Model } from '../../schema/model.ts'
import type { Scenario, ScenarioInput } from '../../schema/scenario.ts'
import { scenarioSchema } from '../../schema/scenario.ts'
import type { AdviceFacts } from '../advice-facts.ts'
import { AnswerLengths } from '../answer-lengths.ts'
import { distributionOfValues } from '../distribution-of.ts'
import { resolveScenario } from '../resolve-scenario.ts'

/** A scenario with twenty inputs. */
export function scenarioOf(given: Partial<ScenarioInput>): Scenario {
  const parsed = scenarioSchema.parse({ name: 'triage', prompt: '{{ticket}}', ...given })
  return resolveScenario(
    parsed,
    Array.from({ length: 20 }, (_, index) => ({ ticket: `${index} ${'x'.repeat(98)}` })),
    null,
  )
}

export const modelOf = (label: string, more: Partial<Model> = {}): Model =>
  ({
    id: `compatible:${label}`,
    label,
    params: {},
    price: { inputUsdPerMillion: 1, outputUsdPerMillion: 4, cachedInputUsdPerMillion: 0.1, cacheWriteInputUsdPerMillion: 1.25 },
    ...more,
  }) as Model

export interface AdvisedCellOptions {
  model?: string
  step?: number
  requests?: number
  sloShare?: number | null
  costNanoUsd?: number
  unpricedCalls?: number
  suspect?: boolean
  inputTokens?: number
  outputTokens?: number
  cached?: number
  source?: BenchmarkCell['tokens']['source']
}

const constant = (value: number, unit: Distribution['unit'], n: number) =>
  distributionOfValues([Array.from({ length: n }, () => value)], { percentiles: [50, 95], unit, direction: 'lower' }) as Distribution

/** As much of a cell as advice reads. */
export function cellOf(given: AdvisedCellOptions = {}): BenchmarkCell {
  const {
    model = 'a',
    step = 0,
    requests = 200,
    sloShare = null,
    costNanoUsd = 1e9,
    unpricedCalls = 0,
    suspect = false,
    source = 'provider',
  } = given
  const { inputTokens = 2_000, outputTokens = 100, cached = 0 } = given
  return {
    scenario: 'triage',
    model,
    step: { index: step, label: `step ${step}` },
    rates: { requests, completed: requests, failed: 0, sloShare },
    validity: { suspect },
    costNanoUsd,
    unpricedCalls,
    tokens: { input: inputTokens * requests, output: outputTokens * requests, cached: cached * requests, reasoning: null, source },
    figures: {
      inputTokens: constant(inputTokens, 'tokens', requests),
      outputTokens: constant(outputTokens, 'tokens', requests),
      firstTokenMs: constant(500, 'ms', requests),
      timePerOutputTokenMs: constant(10, 'ms', requests),
    },
  } as unknown as BenchmarkCell
}

/** US dollars per million tokens are 1,000 nano-dollars per token. */
function price({ price: rates }: Model, { inputTokens, outputTokens, cachedInputTokens, cacheWriteInputTokens }: Usage): number | null {
  if (rates === null) return null
  const [input, output, read, written] = [inputTokens ?? 0, outputTokens ?? 0, cachedInputTokens ?? 0, cacheWriteInputTokens ?? 0]
  const { inputUsdPerMillion: each, outputUsdPerMillion, cachedInputUsdPerMillion = each, cacheWriteInputUsdPerMillion = each } = rates
  return (
    1_000 *
    ((input - read - written) * each +
      read * cachedInputUsdPerMillion +
      written * cacheWriteInputUsdPerMillion +
      output * outputUsdPerMillion)
  )
}

/** What advice is drawn from, of cells of one scenario. */
export function factsOf(cells: BenchmarkCell[], scenario = scenarioOf({}), more: Partial<AdviceFacts> = {}): AdviceFacts {
  const models = [...new Set(cells.map(({ model }) => model))].map((label) => modelOf(label))
  return {
    report: { cells, sweeps: [] },
    planned: [{ scenario, models }],
    lengths: new AnswerLengths(),
    price,
    ...more,
  }
}

/** Lengths of answers of model `a`; `cut` of them at the limit. */
export function lengthsOf(tokens: readonly (number | null)[], cut = 0, source: Usage['source'] = 'provider'): AnswerLengths {
  const lengths = new AnswerLengths()
  for (const [index, outputTokens] of tokens.entries())
    lengths.add({
      scenario: 'triage',
      model: 'a',
      phase: 'measured',
      error: null,
      usage: { outputTokens, source } as Usage,
      finishReason: index < cut ? 'length' : 'stop',
    })
  return lengths
}
