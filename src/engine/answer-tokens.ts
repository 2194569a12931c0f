import type { Completion } from '../schema/answer.ts'

/** Characters of English prose per token: for guesses, not for bounds. */
const CHARACTERS_PER_TOKEN = 4

/** Tokens of an answer of which nobody said how many it has, by its characters. */
export function answerTokens({ text, parts, toolCalls }: Completion): number {
  const calls = toolCalls.length === 0 ? 0 : JSON.stringify(toolCalls).length
  return Math.ceil(parts.reduce((sum, part) => sum + part.text.length, text.length + calls) / CHARACTERS_PER_TOKEN)
}
