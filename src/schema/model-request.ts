import type { Json, JsonObject } from './json.ts'
import type { Params } from './params.ts'

export type Role = 'system' | 'user' | 'assistant' | 'tool'

export interface ToolCall {
  id?: string | undefined
  name: string
  /** Parsed arguments; text that is not JSON stays a string. */
  arguments: Json
}

export interface Message {
  role: Role
  content: string
  /** Only with role `assistant`. */
  toolCalls?: ToolCall[] | undefined
  /** Only with role `tool`: the call that this message answers. */
  toolCallId?: string | undefined
}

export interface Tool {
  name: string
  description?: string | undefined
  /** JSON Schema of the arguments. */
  parameters?: JsonObject | undefined
}

/** What is asked of a model, in no vendor's dialect. Plain JSON. */
export interface ModelRequest {
  messages: Message[]
  tools?: Tool[] | undefined
  /** JSON Schema of the wanted answer: the provider uses its own means where it has one. */
  outputSchema?: JsonObject | undefined
  params: Params
}
