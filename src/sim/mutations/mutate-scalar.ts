import type { Json } from '../../schema/json.ts'
import { alterValue } from './alter-value.ts'
import { inventValue } from './invent-value.ts'
import type { Mutating } from './mutating.ts'

/** A single value with mistakes, drawn per answer: `null` for left out, else a made-up one, else an altered one. */
export function mutateScalar(value: Json, mutating: Mutating, schema?: Json): Json {
  const { mistakes, random } = mutating
  const [omit, invent, alter] = [random.next() < mistakes.omit, random.next() < mistakes.invent, random.next() < mistakes.alter]
  if (omit) return null
  if (invent && (typeof value === 'string' || typeof value === 'number')) return inventValue(value, mutating)
  return invent || alter ? alterValue(value, mutating, schema) : value
}
