import type { ModelRequest } from '../schema/model-request.ts'

/** Bytes of UTF-8 per token, at least: 3 for scripts of one token per character, about 4 for English prose. */
const BYTES_PER_TOKEN = 3
/** Role and separators of a message, at most. */
const TOKENS_PER_MESSAGE = 8

/** Tokens of a question, at most, by its bytes. */
export function promptTokens({ messages, tools, outputSchema }: ModelRequest): number {
  let bytes = 0
  for (const { content, toolCalls } of messages) bytes += Buffer.byteLength(content) + (toolCalls ? JSON.stringify(toolCalls).length : 0)
  if (tools?.length) bytes += Buffer.byteLength(JSON.stringify(tools))
  if (outputSchema) bytes += Buffer.byteLength(JSON.stringify(outputSchema))
  return Math.ceil(bytes / BYTES_PER_TOKEN) + messages.length * TOKENS_PER_MESSAGE
}
