import type { Recommendation } from '../schema/benchmark-report.ts'
import { intervalRanks, leastCases } from '../statistics/quantile-interval.ts'
import { wilsonInterval } from '../statistics/wilson-interval.ts'
import { advisedCells, LEAST_REQUESTS } from './advice-facts.ts'
import type { AdviceFacts } from './advice-facts.ts'
import { figure, percent, whole } from './advice-text.ts'
import type { LengthsOfAnswers } from './answer-lengths.ts'

const MOST_CUT = 0.01
const SHARE = 0.95
/** The limit is put at so many times the longest answer seen, in steps of 64 tokens; one that is not twice that is left as it is. */
const ROOM = 2
const STEP = 64

interface Limited {
  scenario: string
  model: string
  limit: number | null
  lengths: LengthsOfAnswers
}

/**
 * What `maxOutputTokens` should be: more where over 1 % of answers are cut as surely as 95 %; less where it is far above the longest of at least 72 answers of
 * which none was cut: it bounds what a runaway answer costs and takes. Only by tokens that the provider counts.
 */
export function recommendOutputLimit(facts: AdviceFacts): Recommendation[] {
  const seen = new Set<string>()
  return advisedCells(facts).flatMap(({ scenario, model }) => {
    const key = JSON.stringify([scenario.name, model.label])
    const lengths = facts.lengths.of(scenario.name, model.label)
    if (seen.has(key) || lengths === null) return []
    seen.add(key)
    const limit = scenario.params?.maxOutputTokens ?? model.params.maxOutputTokens ?? null
    const limited = { scenario: scenario.name, model: model.label, limit, lengths }
    return [...raise(limited), ...lower(limited)]
  })
}

function raise({ scenario, model, limit, lengths: { answers, cut } }: Limited): Recommendation[] {
  if (limit === null || answers < LEAST_REQUESTS) return []
  const { low } = wilsonInterval(cut, answers)
  if (low <= MOST_CUT) return []
  return [
    {
      topic: 'output-limit',
      scenario,
      model,
      text: `Raise maxOutputTokens of ${model} for ${scenario}: ${cut} of ${answers} answers were cut at ${whole(limit)} tokens.`,
      figures: [
        figure('answers cut', cut / answers, 'share'),
        figure('answers cut, at least', low, 'share'),
        figure('limit', limit, 'tokens'),
      ],
    },
  ]
}

function lower({ scenario, model, limit, lengths: { tokens, cut } }: Limited): Recommendation[] {
  const ranks = intervalRanks(tokens.n, SHARE)
  if (cut > 0 || ranks === null || tokens.n < leastCases(SHARE) || tokens.max <= 0) return []
  const proposed = Math.ceil((ROOM * tokens.max) / STEP) * STEP
  if (limit !== null && limit < 2 * proposed) return []
  const most = tokens.valueAt(tokens.n - 1 - ranks.above)
  const found = limit === null ? 'there is no limit' : `the limit is ${whole(limit)}`
  return [
    {
      topic: 'output-limit',
      scenario,
      model,
      text: `Set maxOutputTokens of ${model} for ${scenario} to ${whole(proposed)}: ${percent(SHARE)} of answers need at most ${whole(most)} tokens, the longest of ${tokens.n} needs ${whole(tokens.max)}, and ${found}. It bounds what a runaway answer costs, and how long it takes.`,
      figures: [
        figure('p95 of output tokens', tokens.quantile(SHARE), 'tokens'),
        figure('p95 of output tokens, at most', most, 'tokens'),
        figure('longest answer', tokens.max, 'tokens'),
        figure('answers', tokens.n, 'answers'),
        ...(limit === null ? [] : [figure('limit', limit, 'tokens')]),
      ],
    },
  ]
}
