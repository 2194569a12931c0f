import type { AnswerFormat } from '../schema/answer-format.ts'

/** An answer format, with its types checked. */
export function defineFormat(format: AnswerFormat): AnswerFormat {
  return format
}
