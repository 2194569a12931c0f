import type { Json, JsonObject } from '../schema/json.ts'

export type Path = readonly (string | number)[]

/** A part of a value and where it is. */
export interface Located<T extends Json = Json> {
  path: Path
  value: T
}

/** The lists of a value that lie at the root or inside of objects, with at least so many items. Lists inside of lists are items. */
export function listsIn(value: Json, least: number, path: Path = []): Located<Json[]>[] {
  if (Array.isArray(value)) return value.length >= least ? [{ path, value }] : []
  if (value === null || typeof value !== 'object') return []
  return Object.entries(value).flatMap(([key, field]) => listsIn(field, least, [...path, key]))
}

/** All scalars of a value. */
export function leavesIn(value: Json, path: Path = []): Located[] {
  if (value === null || typeof value !== 'object') return [{ path, value }]
  const entries: [string | number, Json][] = Array.isArray(value) ? [...value.entries()] : Object.entries(value)
  return entries.flatMap(([key, part]) => leavesIn(part, [...path, key]))
}

/** A copy of a value with another part at a path. */
export function replaceAt(value: Json, path: Path, part: Json): Json {
  const [step, ...rest] = path
  if (step === undefined) return part
  if (Array.isArray(value)) return value.map((item, index) => (index === step ? replaceAt(item, rest, part) : item))
  const fields = Object.entries(value as JsonObject)
  return Object.fromEntries(fields.map(([key, field]) => [key, key === step ? replaceAt(field, rest, part) : field]))
}

/** What a JSON Schema says of the part at a path, as far as `properties`, `items` and local references say it; `{}` beyond. */
export function schemaAt(schema: JsonObject | boolean | null, path: Path): JsonObject {
  const root = isObject(schema) ? schema : {}
  let found = resolved(root, root)
  for (const step of path) {
    const next: Json | undefined =
      typeof step === 'number' ? found['items'] : isObject(found['properties']) ? found['properties'][step] : undefined
    found = isObject(next) ? resolved(next, root) : {}
  }
  return found
}

function resolved(schema: JsonObject, root: JsonObject): JsonObject {
  const reference = schema['$ref']
  if (typeof reference !== 'string' || !reference.startsWith('#/')) return schema
  const found = reference
    .slice(2)
    .split('/')
    .reduce<Json | undefined>((at, step) => (isObject(at) && Object.hasOwn(at, step) ? at[step] : undefined), root)
  return isObject(found) && found['$ref'] === undefined ? found : {}
}

export const isObject = (value: Json | undefined): value is JsonObject =>
  value !== null && typeof value === 'object' && !Array.isArray(value)
