import type { Random } from '../../random/seeded-random.ts'
import type { JsonObject } from '../../schema/json.ts'
import type { Mistakes } from '../sim-settings-schema.ts'

/** What mutations work with. */
export interface Mutating {
  mistakes: Mistakes
  /** The stream of this answer: every draw comes from it, in order. */
  random: Random
  /** Words of the prompt, for what is made up. */
  words: () => readonly string[]
  /** JSON Schema of the whole answer, where the task has one: another of its `enum` is a believable wrong value. */
  schema: JsonObject | undefined
}
