import type { Json } from '../schema/json.ts'
import type { Mutating } from './mutations/mutating.ts'
import { writeJson } from './writers/write-json.ts'
import { writeLines } from './writers/write-lines.ts'
import { writeNumber } from './writers/write-number.ts'
import { writeText } from './writers/write-text.ts'

/** Writes gold, with mistakes, in one format. */
export type Writer = (gold: Json, mutating: Mutating) => string

const writers = new Map<string, Writer>([
  ['json', writeJson],
  ['lines', writeLines],
  ['number', writeNumber],
  ['text', writeText],
])

/** Gold with mistakes as an answer in `format`; formats of plugins get text for a text and JSON for anything else. */
export function writeAnswer(gold: Json, format: string, mutating: Mutating): string {
  const writer = writers.get(format) ?? (typeof gold === 'string' ? writeText : writeJson)
  return writer(gold, mutating)
}
