import { seededRandom } from '../random/seeded-random.ts'
import type { ModelRequest } from '../schema/model-request.ts'
import type { Params } from '../schema/params.ts'
import { stripControl } from '../text/strip-control.ts'
import { JUDGE_ANSWERS } from '../schema/judge.ts'
import { drawMark, ID_MARK } from '../hash/draw-mark.ts'
import { sectionsOf } from './judged-matter.ts'
import type { JudgedMatter } from './judged-matter.ts'
import { JUDGE_PROMPT } from './judge-prompt.ts'

/** A question with the id under which the judge answers it. */
export interface NumberedQuestion {
  id: string
  question: string
}

export interface JudgeRequest {
  request: ModelRequest
  /** In the order in which they are asked. */
  questions: NumberedQuestion[]
}

/**
 * What a judge is asked about one answer: sections between delimiters, then the questions in an order that follows from the seed, the answer and
 * the vote alone.
 */
export function judgeRequest(
  matter: JudgedMatter,
  asked: readonly string[],
  { seed, vote, params }: { seed: number; vote: number; params: Params },
): JudgeRequest {
  const sections = sectionsOf(matter)
  const mark = drawMark(seed, [...sections.map(({ text }) => text), ...asked])
  const order = seededRandom('judge', seed, mark, vote).shuffle(asked)
  const questions = order.map((question, index) => ({ id: `q${index + 1}-${mark.slice(0, ID_MARK)}`, question }))
  const parts = sections.map(({ title, text }) => `[[${mark} ${title} begins]]\n${text}\n[[${mark} ${title} ends]]`)
  const list = questions.map(({ id, question }) => `${id}: ${stripControl(question.replaceAll(/\s+/g, ' '))}`).join('\n')
  return {
    questions,
    request: {
      messages: [
        { role: 'system', content: JUDGE_PROMPT.replaceAll('{{mark}}', mark) },
        { role: 'user', content: `${parts.join('\n\n')}\n\nQuestions about the answer:\n${list}\n\nReply with the JSON alone.` },
      ],
      outputSchema: verdictsSchema(questions.map(({ id }) => id)),
      params,
    },
  }
}

function verdictsSchema(ids: string[]): NonNullable<ModelRequest['outputSchema']> {
  const entry = {
    type: 'object',
    properties: {
      id: { type: 'string', enum: ids },
      reason: { type: 'string' },
      answer: { type: 'string', enum: [...JUDGE_ANSWERS] },
    },
    required: ['id', 'reason', 'answer'],
    additionalProperties: false,
  }
  return {
    type: 'object',
    properties: { verdicts: { type: 'array', items: entry } },
    required: ['verdicts'],
    additionalProperties: false,
  }
}
