import type { Json, JsonObject } from '../schema/json.ts'
import type { Tool } from '../schema/model-request.ts'

/** Gold as calls of the request's tools: a list (or `{ calls: [] }`) of `{ name, arguments }` whose every name is a tool's; else `null`. */
export function toolCallsOf(gold: Json, tools: readonly Tool[] | undefined): JsonObject[] | null {
  if (!tools?.length) return null
  const list = isObject(gold) ? (gold['calls'] ?? gold['toolCalls']) : gold
  if (!Array.isArray(list) || !list.length) return null
  const names = new Set(tools.map((tool) => tool.name))
  const isCall = (item: Json): item is JsonObject =>
    isObject(item) && typeof item['name'] === 'string' && names.has(item['name']) && 'arguments' in item
  return list.every(isCall) ? (list as JsonObject[]) : null
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
