import { drawMark } from '../hash/draw-mark.ts'
import { SEVERITIES } from '../schema/check.ts'
import { CHECK_CATEGORIES } from '../schema/checks-file.ts'
import type { JsonObject } from '../schema/json.ts'
import type { ModelRequest } from '../schema/model-request.ts'
import type { Params } from '../schema/params.ts'
import { writableKinds } from './check-vocabulary.ts'
import type { Requirement } from './read-requirements.ts'
import type { MatterSection } from './writing-matter.ts'
import { analysisPrompt, writingPrompt } from './writing-prompts.ts'

export interface WritingRequestOptions {
  seed: number
  /** Most requirements, or checks. */
  most: number
  params: Params
}

/** Room for reasoning and for the longest list that is read: limits of evaluated answers are no limits of a writer's. */
export const LEAST_OUTPUT_TOKENS = 12_000

/** The question for a task's requirements. */
export function analysisRequest(sections: readonly MatterSection[], { seed, most, params }: WritingRequestOptions): ModelRequest {
  const mark = drawMark(
    seed,
    sections.map(({ text }) => text),
  )
  const item = closed({ id: text(), requirement: text(), source: text(), category: oneOf(CHECK_CATEGORIES) })
  return request(analysisPrompt(mark, most), framed(sections, mark), closed({ requirements: { type: 'array', items: item } }), params)
}

/** The question for checks of these requirements. */
export function writingRequest(
  sections: readonly MatterSection[],
  requirements: readonly Requirement[],
  { seed, most, params, hasTools }: WritingRequestOptions & { hasTools: boolean },
): ModelRequest {
  const listed = requirements.map(({ id, requirement, source, category }) => `${id} (${category}): ${requirement} — “${source}”`).join('\n')
  const all = [...sections, { title: 'requirements', text: listed }]
  const mark = drawMark(
    seed,
    all.map((section) => section.text),
  )
  const item = closed({
    requirement: text(),
    name: text(),
    description: text(),
    severity: oneOf(SEVERITIES),
    kind: oneOf(writableKinds(hasTools).map(({ kind }) => kind)),
    not: { type: 'boolean' },
    arguments: { type: 'array', items: closed({ name: text(), value: text() }) },
  })
  return request(writingPrompt(mark, most, hasTools), framed(all, mark), closed({ checks: { type: 'array', items: item } }), params)
}

function request(system: string, content: string, outputSchema: JsonObject, params: Params): ModelRequest {
  return {
    messages: [
      { role: 'system', content: system },
      { role: 'user', content: `${content}\n\nReply with the JSON alone.` },
    ],
    outputSchema,
    params: { ...params, maxOutputTokens: Math.max(params.maxOutputTokens ?? 0, LEAST_OUTPUT_TOKENS) },
  }
}

function framed(sections: readonly MatterSection[], mark: string): string {
  return sections.map(({ title, text: shown }) => `[[${mark} ${title} begins]]\n${shown}\n[[${mark} ${title} ends]]`).join('\n\n')
}

/** Every provider's decoder knows closed objects. */
const closed = (properties: Record<string, JsonObject>): JsonObject => ({
  type: 'object',
  properties,
  required: Object.keys(properties),
  additionalProperties: false,
})
const text = (): JsonObject => ({ type: 'string' })
const oneOf = (words: readonly string[]): JsonObject => ({ type: 'string', enum: [...words] })
