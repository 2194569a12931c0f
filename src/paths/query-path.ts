import { JSONPathEnvironment } from 'json-p3'
import type { JSONPathQuery } from 'json-p3'
import { EvalError } from '../schema/eval-error.ts'
import type { Json } from '../schema/json.ts'

/** Longest path that is compiled. */
const LONGEST_PATH = 1_000
/** Most nodes that `..` may visit. */
const MOST_VISITED = 100_000
const MOST_COMPILED = 1_000

const environment = new JSONPathEnvironment({ maxRecursionDepth: MOST_VISITED })
// Their patterns would run in a backtracking engine, and paths come from anybody.
for (const name of ['match', 'search']) environment.functionRegister.delete(name)

const compiled = new Map<string, JSONPathQuery>()

/**
 * Values at a JSONPath (RFC 9535), in document order; none where it selects nothing. A path that does not begin with `$` is a name or
 * dotted names: `a.b` is `$.a.b`. The functions match() and search() are not available. Throws EvalError config for an illegal path.
 */
export function queryPath(value: Json, path: string): Json[] {
  const query = compile(path)
  try {
    return query.query(value as never).values() as Json[]
  } catch (error) {
    throw new EvalError('config', `the path ${path} could not be followed: ${(error as Error).message}`, { cause: error })
  }
}

/** What is wrong with a path; `null` if nothing. */
export function checkPath(path: string): string | null {
  try {
    compile(path)
    return null
  } catch (error) {
    return (error as Error).message
  }
}

function compile(path: string): JSONPathQuery {
  const known = compiled.get(path)
  if (known) return known
  if (path.length > LONGEST_PATH) throw new EvalError('config', `the path has ${path.length} characters, expected at most ${LONGEST_PATH}`)
  try {
    const query = environment.compile(standardForm(path))
    if (compiled.size >= MOST_COMPILED) compiled.clear()
    compiled.set(path, query)
    return query
  } catch (error) {
    throw new EvalError('config', `the path ${path} is not a JSONPath: ${(error as Error).message}`, {
      hint: 'as in $.items[*].price, or just a name',
      cause: error,
    })
  }
}

function standardForm(path: string): string {
  if (path.startsWith('$')) return path
  if (/^[\p{L}_][\p{L}\p{N}_]*([.[].*)?$/u.test(path)) return `$.${path}`
  return path.startsWith('[') ? `$${path}` : `$[${JSON.stringify(path)}]`
}
