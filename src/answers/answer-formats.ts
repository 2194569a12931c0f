import type { AnswerFormat } from '../schema/answer-format.ts'
import { EvalError } from '../schema/eval-error.ts'
import { nearest } from '../text/nearest.ts'
import { jsonFormat } from './json-format.ts'
import { linesFormat } from './lines-format.ts'
import { numberFormat } from './number-format.ts'
import { textFormat } from './text-format.ts'

/** Every format of answers; a new one is a file and a line here. */
export const answerFormats: readonly AnswerFormat[] = [textFormat, jsonFormat, linesFormat, numberFormat]

/** The format of a name. Throws EvalError config for an unknown one. */
export function answerFormat(name: string): AnswerFormat {
  const format = answerFormats.find((candidate) => candidate.name === name)
  if (format) return format
  const names = answerFormats.map((candidate) => candidate.name)
  const meant = nearest(name, names)
  throw new EvalError('config', `unknown format ${JSON.stringify(name)}`, {
    hint: `${meant ? `did you mean ${meant}? ` : ''}legal: ${names.join(', ')}`,
  })
}
