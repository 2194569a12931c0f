import type { Json } from '../../schema/json.ts'
import { mutateText } from '../mutations/mutate-text.ts'
import type { Mutating } from '../mutations/mutating.ts'
import { plainText } from './plain-text.ts'

/** Gold with mistakes as plain text; the broken format wraps it in chatter. */
export function writeText(gold: Json, mutating: Mutating): string {
  const text = mutateText(plainText(gold), mutating)
  const broken = mutating.random.next() < mutating.mistakes.breakFormat
  return broken ? `Sure! Here is my answer:\n\n"${text}"\n\nIs there anything else I can do?` : text
}
