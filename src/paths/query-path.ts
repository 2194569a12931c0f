import { JSONPathEnvironment } from 'json-p3'
import type { JSONPathQuery } from 'json-p3'
import { EvalError } from '../schema/eval-error.ts'
import type { Json } from '../schema/json.ts'
import { countSteps, repeatsOf } from './path-cost.ts'
import type { Repeats } from './path-cost.ts'

/** Longest path that is compiled. */
const LONGEST_PATH = 1_000
/** Deepest nesting that `..` follows. */
const DEEPEST = 1_000
/** Most steps that a path may take on a value. */
const MOST_STEPS = 20_000_000
/** Most values that a path may select. */
const MOST_VALUES = 1_000_000
const MOST_COMPILED = 1_000

const environment = new JSONPathEnvironment({ maxRecursionDepth: DEEPEST })
// Their patterns would run in a backtracking engine, and paths come from anybody.
for (const name of ['match', 'search']) environment.functionRegister.delete(name)

interface CompiledPath {
  query: JSONPathQuery
  repeats: Repeats
}

const compiled = new Map<string, CompiledPath>()

/**
 * Values at a JSONPath (RFC 9535), in document order; none where it selects nothing. A path that does not begin with `$` is a name or
 * dotted names: `a.b` is `$.a.b`. The functions match() and search() are not available. Steps and results are bounded.
 * Throws EvalError config for an illegal path and where it would take too long.
 */
export function queryPath(value: Json, path: string): Json[] {
  const { query, repeats } = compile(path)
  const steps = countSteps(value, repeats)
  if (steps > MOST_STEPS)
    throw new EvalError('config', `the path ${path} could take ${steps} steps on this value, expected at most ${MOST_STEPS}`, {
      hint: 'use fewer `..`, and no `$` inside of filters',
    })
  const values: Json[] = []
  // Lazily: the library's eager evaluation overflows the stack on long lists.
  for (const node of query.lazyQuery(value as never)) {
    if (values.length >= MOST_VALUES) throw new EvalError('config', `the path ${path} selects more than ${MOST_VALUES} values`)
    values.push(node.value as Json)
  }
  return values
}

/** Can a path select at most one value, as `$.a[0]` and unlike `$.a[*]`? Throws EvalError config for an illegal path. */
export function selectsOne(path: string): boolean {
  return compile(path).query.singularQuery()
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

function compile(path: string): CompiledPath {
  const known = compiled.get(path)
  if (known) return known
  if (path.length > LONGEST_PATH) throw new EvalError('config', `the path has ${path.length} characters, expected at most ${LONGEST_PATH}`)
  try {
    const standard = standardForm(path)
    const fresh = { query: environment.compile(standard), repeats: repeatsOf(standard) }
    if (compiled.size >= MOST_COMPILED) compiled.clear()
    compiled.set(path, fresh)
    return fresh
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
