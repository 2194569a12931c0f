import type { ModelRequest } from '../../schema/model-request.ts'

const LEAST_LETTERS = 4
/** From the end of the prompt, where the input stands. */
const MOST_CHARACTERS = 4_000

/** The longer words of a request's last message, in order. */
export function promptWords({ messages }: ModelRequest): string[] {
  const text = messages.at(-1)?.content.slice(-MOST_CHARACTERS) ?? ''
  const words = text.match(/\p{L}+/gu) ?? []
  return words.filter((word) => word.length >= LEAST_LETTERS)
}
