import type { Sample } from '../schema/sample.ts'
import { FigurePool } from './figure-pool.ts'

/** How long answers are, and how many were cut. */
export interface LengthsOfAnswers {
  tokens: FigurePool
  answers: number
  /** Ended because they had as many tokens as were allowed. */
  cut: number
}

/** Lengths of answers by scenario and model, over all steps: tokens as the provider counts them. */
export class AnswerLengths {
  readonly #found = new Map<string, LengthsOfAnswers>()

  /** Only measured answers count. */
  add({
    scenario,
    model,
    phase,
    error,
    usage,
    finishReason,
  }: Pick<Sample, 'scenario' | 'model' | 'phase' | 'error' | 'usage' | 'finishReason'>): void {
    if (phase !== 'measured' || error !== null) return
    const key = JSON.stringify([scenario, model])
    let lengths = this.#found.get(key)
    if (lengths === undefined) this.#found.set(key, (lengths = { tokens: new FigurePool(), answers: 0, cut: 0 }))
    lengths.answers++
    if (finishReason === 'length') lengths.cut++
    lengths.tokens.add(usage.source === 'provider' ? usage.outputTokens : null)
  }

  of(scenario: string, model: string): LengthsOfAnswers | null {
    return this.#found.get(JSON.stringify([scenario, model])) ?? null
  }
}
