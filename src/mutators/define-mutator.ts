import type { Random } from '../random/seeded-random.ts'
import type { AnswerFormat } from '../schema/answer-format.ts'
import type { Json, JsonObject } from '../schema/json.ts'
import type { Pairing } from '../schema/task.ts'

/** `format`: a damage that can be seen without knowing the right answer; `content`: one that cannot. */
export type MutatorClass = 'format' | 'content'

/** What a mutant is made from. */
export interface MutantSource {
  /** The right answer. */
  gold: Json
  /** Right answers of other cases. */
  others: readonly Json[]
  input: JsonObject
  format: AnswerFormat
  schema: JsonObject | boolean | null
  pairing: Pairing | null
  random: Random
}

/** A damaged answer: a value that the task's format writes, or a text as it is. */
export type Damaged = { value: Json } | { text: string }

/** A way to damage a right answer. */
export interface Mutator {
  name: string
  /** What it does, in a few words. */
  description: string
  class: MutatorClass
  /** `null`: it does not apply to this format or this answer. */
  mutate(source: MutantSource): Damaged | null
}

/** A mutator, with its types checked. */
export function defineMutator(mutator: Mutator): Mutator {
  return mutator
}
