import type { Json } from '../schema/json.ts'
import type { ToolCall } from '../schema/model-request.ts'
import { jsonText } from '../text/json-text.ts'

/** A piece of a tool call; pieces with one key belong together. */
export interface ToolCallPiece {
  id?: string | undefined
  name?: string | undefined
  arguments?: string | undefined
}

interface GatheredCall {
  id: string | undefined
  name: string
  arguments: string
}

export interface GatheredToolCalls {
  add(key: string | number, piece: ToolCallPiece): void
  calls(): ToolCall[]
}

/** Puts tool calls together from pieces: the first name counts, arguments are joined, another id under the same key begins another call. */
export function gatherToolCalls(): GatheredToolCalls {
  const gathered: GatheredCall[] = []
  const current = new Map<string | number, GatheredCall>()
  return {
    add(key, piece) {
      let held = current.get(key)
      if (held === undefined || (held.id !== undefined && piece.id !== undefined && piece.id !== held.id)) {
        held = { id: undefined, name: '', arguments: '' }
        gathered.push(held)
        current.set(key, held)
      }
      held.id ??= piece.id
      if (held.name === '') held.name = piece.name ?? ''
      held.arguments += piece.arguments ?? ''
    },
    calls: () => gathered.map(({ id, name, arguments: text }) => ({ id, name, arguments: readArguments(text) })),
  }
}

function readArguments(text: string): Json {
  if (text.trim() === '') return {}
  try {
    const read = JSON.parse(text) as Json
    // What could not be written to the journal stays a text.
    return jsonText(read) === null ? text : read
  } catch {
    return text
  }
}
