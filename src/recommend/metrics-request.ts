import { drawMark } from '../hash/draw-mark.ts'
import type { JsonObject } from '../schema/json.ts'
import type { ModelRequest } from '../schema/model-request.ts'
import type { Params } from '../schema/params.ts'
import { legalMetrics } from './legal-metrics.ts'
import { recommendationSections } from './recommendation-matter.ts'
import type { RecommendationMatter } from './recommendation-matter.ts'
import { RECOMMENDATION_PROMPT } from './recommendation-prompt.ts'

/** Room for reasoning and for the list: limits of evaluated answers are no limits of a recommender's. */
const LEAST_OUTPUT_TOKENS = 8_000

/** The question for a task's metrics: sections between delimiters that none of them holds. */
export function metricsRequest(matter: RecommendationMatter, { seed, params }: { seed: number; params: Params }): ModelRequest {
  const sections = recommendationSections(matter)
  const mark = drawMark(
    seed,
    sections.map(({ text }) => text),
  )
  const framed = sections.map(({ title, text }) => `[[${mark} ${title} begins]]\n${text}\n[[${mark} ${title} ends]]`)
  return {
    messages: [
      { role: 'system', content: RECOMMENDATION_PROMPT.replaceAll('{{mark}}', mark) },
      { role: 'user', content: `${framed.join('\n\n')}\n\nReply with the JSON alone.` },
    ],
    outputSchema: replySchema(legalMetrics(matter.facts).map(({ name }) => name)),
    params: { ...params, maxOutputTokens: Math.max(params.maxOutputTokens ?? 0, LEAST_OUTPUT_TOKENS) },
  }
}

/** A closed object: every provider's decoder knows it. */
function replySchema(names: string[]): JsonObject {
  const name = { type: 'string', enum: names }
  return {
    type: 'object',
    properties: {
      metrics: {
        type: 'array',
        items: {
          type: 'object',
          properties: { reason: { type: 'string' }, name },
          required: ['reason', 'name'],
          additionalProperties: false,
        },
      },
      primary: name,
    },
    required: ['metrics', 'primary'],
    additionalProperties: false,
  }
}
