import type { Answer } from './answer.ts'
import type { Json, JsonObject } from './json.ts'

/** What an answer was read as. */
export interface Reading {
  /** `undefined`: nothing could be read; `problem` says why. */
  value: Json | undefined
  /** The text was not quite in its format and was repaired. */
  repaired: boolean
  problem: string | null
}

/** How answers of one format are read. */
export interface AnswerFormat {
  /** The word in `output.format`. */
  name: string
  description: string
  /** Single-valued formats are scored right or wrong unless the task pairs items. */
  shape: 'single' | 'structured'
  read(answer: Pick<Answer, 'text' | 'toolCalls'>): Reading
  /** What is wrong with gold data for this format; `null` if nothing. */
  goldProblem(gold: Json, schema: JsonObject | boolean | null): string | null
}
