import type { Recommendation } from '../schema/benchmark-report.ts'
import { countedCells } from './advice-facts.ts'
import type { AdviceFacts } from './advice-facts.ts'
import { figure, percent, whole } from './advice-text.ts'
import { promptParts } from './prompt-parts.ts'
import type { PromptParts } from './prompt-parts.ts'

const LEAST_TOKENS = 200
const LEAST_SHARE = 0.5

const NAMES = {
  system: 'the system message',
  examples: 'examples',
  tools: 'descriptions of tools and of the answer',
  template: 'the instructions around the input',
  input: 'the input itself',
} as const satisfies Partial<Record<keyof PromptParts, string>>
type Part = keyof typeof NAMES

/** What input tokens are spent on, by characters of the parts: told where half of them or more, and at least 200 per request, go to one part that is not the input. */
export function recommendPromptTokens(facts: AdviceFacts): Recommendation[] {
  return countedCells(facts).flatMap(({ cell, scenario, model }): Recommendation[] => {
    const parts = promptParts(scenario)
    const mean = cell.figures.inputTokens?.mean ?? 0
    const tokens = (part: Part) => (mean * parts[part]) / parts.total
    const names = Object.keys(NAMES) as Part[]
    const greatest = names.reduce((most, part) => (parts[part] > parts[most] ? part : most))
    if (greatest === 'input' || tokens(greatest) < LEAST_TOKENS || tokens(greatest) < LEAST_SHARE * mean) return []
    return [
      {
        topic: 'prompt-tokens',
        scenario: scenario.name,
        model: model.label,
        text: `${percent(tokens(greatest) / mean)} of the input tokens of ${scenario.name} on ${model.label} (${whole(tokens(greatest))} of ${whole(mean)} per request) are ${NAMES[greatest]}; ${whole(tokens('input'))} are the input. Try whether shorter ones do as well.`,
        figures: names.filter((part) => parts[part] > 0).map((part) => figure(NAMES[part], tokens(part), 'tokens per request')),
      },
    ]
  })
}
