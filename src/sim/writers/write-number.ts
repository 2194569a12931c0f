import type { Json } from '../../schema/json.ts'
import { alterNumber } from '../mutations/alter-number.ts'
import { mutateScalar } from '../mutations/mutate-scalar.ts'
import type { Mutating } from '../mutations/mutating.ts'
import { plainText } from './plain-text.ts'

/** Gold's number with mistakes; left out, it is words without a number; the broken format goes on to a second number. */
export function writeNumber(gold: Json, mutating: Mutating): string {
  const { mistakes, random } = mutating
  const value = typeof gold === 'string' && gold.trim() !== '' && Number.isFinite(Number(gold)) ? Number(gold) : gold
  const answer = mutateScalar(value, mutating)
  if (answer === null) return 'I could not work this out.'
  if (random.next() >= mistakes.breakFormat) return plainText(answer)
  return typeof answer === 'number' ? `${answer}, or perhaps ${alterNumber(answer, random)}` : `Perhaps ${plainText(answer)}?`
}
