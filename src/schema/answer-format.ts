import type { Answer } from './answer.ts'
import type { ChunkMerge } from './chunking.ts'
import type { Json, JsonObject } from './json.ts'

/** What an answer was read as. */
export interface Reading {
  /** `undefined`: nothing could be read; `problem` says why. A value beside a `problem` is what could be read of an answer in parts. */
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
  /** Is the whole text in the format, with nothing beside it? Left out where what stands beside the value is part of the format. */
  isWhole?(text: string): boolean
  /** A text that is read as the value. */
  write(value: Json): string
  /** How answers to the parts of a long input are merged without asking a model, the usual way first; the last one can always be taken. */
  merges: readonly Exclude<ChunkMerge, 'last' | 'model'>[]
  /** Can its values hold fields? */
  hasFields: boolean
  /** What is wrong with gold data for this format; `null` if nothing. */
  goldProblem(gold: Json, schema: JsonObject | boolean | null): string | null
}
