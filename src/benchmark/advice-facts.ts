import type { Usage } from '../schema/answer.ts'
import type { BenchmarkCell, BenchmarkReport, Recommendation } from '../schema/benchmark-report.ts'
import type { Model } from '../schema/model.ts'
import type { Scenario } from '../schema/scenario.ts'
import type { AnswerLengths } from './answer-lengths.ts'

/** What advice is drawn from: what was measured, what was asked, and prices. */
export interface AdviceFacts {
  report: Pick<BenchmarkReport, 'cells' | 'sweeps'>
  planned: readonly { scenario: Scenario; models: readonly Model[] }[]
  lengths: AnswerLengths
  /** Of a call, in nano-dollars; `null`: nobody knows. */
  price(model: Model, usage: Usage): number | null
}

export type Advise = (facts: AdviceFacts) => Recommendation[]

/** Fewer measured requests advise nothing. */
export const LEAST_REQUESTS = 30

/** A cell that may be believed: not suspect, and with enough answers. */
export const isSound = ({ validity, rates }: BenchmarkCell): boolean => !validity.suspect && rates.completed >= LEAST_REQUESTS

/** A sound cell with what was asked of whom. */
export interface AdvisedCell {
  cell: BenchmarkCell
  scenario: Scenario
  model: Model
}

/** The sound cells of all scenarios, with their scenario and model. */
export function advisedCells({ report, planned }: AdviceFacts): AdvisedCell[] {
  return planned.flatMap(({ scenario, models }) =>
    report.cells
      .filter((cell) => cell.scenario === scenario.name && isSound(cell))
      .flatMap((cell) => {
        const model = models.find(({ label }) => label === cell.model)
        return model === undefined ? [] : [{ cell, scenario, model }]
      }),
  )
}

/** As {@link advisedCells}: of each scenario and model the first step alone, of single questions (in conversations prompts grow), with tokens counted by the provider. */
export function countedCells(facts: AdviceFacts): AdvisedCell[] {
  const seen = new Set<string>()
  return advisedCells(facts).filter(({ cell, scenario }) => {
    const key = JSON.stringify([cell.scenario, cell.model])
    if (seen.has(key) || scenario.turns?.length || cell.tokens.source !== 'provider') return false
    seen.add(key)
    return true
  })
}

/** Usage of a call whose parts are known; tokens are whole. */
export function usageOf(tokens: { input: number; output: number; cached?: number; written?: number }): Usage {
  return {
    inputTokens: Math.round(tokens.input),
    outputTokens: Math.round(tokens.output),
    cachedInputTokens: Math.round(tokens.cached ?? 0),
    cacheWriteInputTokens: Math.round(tokens.written ?? 0),
    reasoningTokens: null,
    source: 'provider',
  }
}
