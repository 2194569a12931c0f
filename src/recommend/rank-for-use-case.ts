import type { ModelFacts } from './model-facts.ts'
import { MIDDLE } from './part.ts'
import type { Part } from './part.ts'
import { useCaseParts } from './use-case-parts.ts'
import type { Wanted } from './use-case-parts.ts'

/** A model with its score for a use case. */
export interface RankedModel {
  model: string
  id: string
  simulated: boolean
  configured: boolean
  /** Weighted mean of the parts, 0..1; of what is not known the middle counts. */
  score: number
  /** The score with every part at the low, or high, end of what it may be. */
  low: number
  high: number
  parts: Part[]
}

/**
 * Models in the order of preference for a use case. No score depends on what else is ranked; equal scores stand in the order of their names. An order
 * of preference alone: nothing is left out.
 */
export function rankForUseCase(models: readonly ModelFacts[], wanted: Wanted): RankedModel[] {
  const ranked = models.map((facts) => {
    const { model, id, simulated, configured } = facts
    const parts = useCaseParts(facts, wanted)
    const sum = (of: (part: Part) => number) => rounded(parts.reduce((total, part) => total + part.weight * of(part), 0))
    return {
      model,
      id,
      simulated,
      configured,
      score: sum(({ value }) => value ?? MIDDLE),
      low: sum(({ low }) => low),
      high: sum(({ high }) => high),
      parts,
    }
  })
  return ranked.sort((a, b) => b.score - a.score || byText(a.model, b.model) || byText(a.id, b.id))
}

/** Differences of rounding are no differences. */
const rounded = (value: number): number => Math.round(value * 1e9) / 1e9
const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
