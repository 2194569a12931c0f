import { z } from 'zod'
import { countLines } from '../../text/count-lines.ts'
import { countWords } from '../../text/count-words.ts'
import { defineCheck } from '../define-check.ts'
import { verdict } from '../outcomes.ts'
import { withinBounds, boundsText } from '../bounds.ts'

/** Letters that a token stands for, about: used where the provider did not report tokens. */
const CHARACTERS_PER_TOKEN = 4

/** The answer's length in characters (code points), words, lines or tokens. Tokens are the provider's count, else estimated. */
export const length = defineCheck({
  kind: 'length',
  passesWhen: 'the length in `unit` lies within `min` and `max`',
  schema: z
    .strictObject({
      unit: z.enum(['characters', 'words', 'lines', 'tokens']).default('characters'),
      min: z.number().min(0).optional(),
      max: z.number().min(0).optional(),
    })
    .refine(({ min, max }) => min !== undefined || max !== undefined, 'expected `min` or `max`'),
  expense: 'cheap',
  instruction: true,
  apply({ unit, min, max }, { answer }) {
    const counted = unit === 'tokens' && answer.usage.outputTokens !== null
    const size = counted ? (answer.usage.outputTokens as number) : COUNTS[unit](answer.text)
    const note = unit === 'tokens' && !counted ? `estimated as ${CHARACTERS_PER_TOKEN} characters each` : undefined
    return verdict(withinBounds(size, min, max), `${size} ${unit}`, `${boundsText(min, max)} ${unit}`, note)
  },
})

const COUNTS: Record<'characters' | 'words' | 'lines' | 'tokens', (text: string) => number> = {
  characters: (text) => countCodePoints(text),
  words: countWords,
  lines: countLines,
  tokens: (text) => Math.ceil(countCodePoints(text) / CHARACTERS_PER_TOKEN),
}

function countCodePoints(text: string): number {
  let pairs = 0
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    if (code >= 0xd800 && code < 0xdc00 && (text.charCodeAt(index + 1) & 0xfc00) === 0xdc00) pairs++
  }
  return text.length - pairs
}
