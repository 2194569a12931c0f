import type { Recommendation } from '../schema/benchmark-report.ts'
import { formatUsd } from '../text/format-usd.ts'
import { countedCells, usageOf } from './advice-facts.ts'
import type { AdviceFacts } from './advice-facts.ts'
import { figure, percent, three, whole } from './advice-text.ts'
import { promptParts } from './prompt-parts.ts'

/** Inputs in one request. */
const TOGETHER = 10
const LEAST_SAVING = 0.2
const LEAST_FIXED = 0.5

/**
 * Where asking ten inputs in one request would save at least 20 % of the cost of an input, because half of the input tokens or more are the same in every request.
 * Time per input follows from first token and time per token as they were measured. What it does to answers must be tried.
 */
export function recommendBatching(facts: AdviceFacts): Recommendation[] {
  return countedCells(facts).flatMap(({ cell, scenario, model }): Recommendation[] => {
    const { figures } = cell
    const parts = promptParts(scenario)
    const [input, output] = [figures.inputTokens?.mean ?? 0, figures.outputTokens?.mean ?? 0]
    const fixed = (input * (parts.total - parts.input)) / parts.total
    if (parts.inputs < TOGETHER || !(fixed >= LEAST_FIXED * input) || output <= 0) return []
    const alone = facts.price(model, usageOf({ input, output }))
    const together = facts.price(model, usageOf({ input: fixed + TOGETHER * (input - fixed), output: TOGETHER * output }))
    if (alone === null || together === null) return []
    const saving = 1 - together / TOGETHER / alone
    if (!(saving >= LEAST_SAVING)) return []
    const first = figures.firstTokenMs?.mean
    const perToken = figures.timePerOutputTokenMs?.mean
    const time = (first ?? 0) / TOGETHER + output * (perToken ?? 0)
    const faster =
      first === undefined || perToken === undefined
        ? ''
        : ` One after the other, an input takes about ${three(time / 1_000)} s instead of ${three((first + output * perToken) / 1_000)} s.`
    return [
      {
        topic: 'batching',
        scenario: scenario.name,
        model: model.label,
        text: `Ask ${model.label} about several inputs of ${scenario.name} at once: ${whole(fixed)} of ${whole(input)} input tokens are the same in every request. Ten together cost ${formatUsd(together / TOGETHER / 1e9)} per input instead of ${formatUsd(alone / 1e9)}, ${percent(saving)} less.${faster} Try first whether the answers stay as good.`,
        figures: [
          figure('the same in every request', fixed, 'tokens'),
          figure('input tokens', input, 'tokens per request'),
          figure('cost of an input now', alone / 1e9, 'US dollars'),
          figure('cost of an input of ten together', together / TOGETHER / 1e9, 'US dollars'),
        ],
      },
    ]
  })
}
