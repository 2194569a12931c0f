import type { ModelRequest } from '../schema/model-request.ts'

/** UTF-16 units that one token has: roughly what byte-pair encodings need for English prose. */
export const CHARACTERS_PER_TOKEN = 4
/** Role and separators. */
const TOKENS_PER_MESSAGE = 4

/** Tokens of a text: its UTF-16 units over 4, rounded up; 0 for an empty text. */
export function estimateTokens(text: string): number {
  return Math.ceil(text.length / CHARACTERS_PER_TOKEN)
}

/** Input tokens of a request: each message with 4 more, tools and schema as JSON. */
export function estimateRequestTokens({ messages, tools, outputSchema }: ModelRequest): number {
  let tokens = 0
  for (const message of messages) tokens += TOKENS_PER_MESSAGE + estimateTokens(message.content)
  if (tools?.length) tokens += estimateTokens(JSON.stringify(tools))
  if (outputSchema) tokens += estimateTokens(JSON.stringify(outputSchema))
  return tokens
}
