import { createRequire } from 'node:module'
import type { RE2JS } from 're2js'
import { EvalError } from '../schema/eval-error.ts'

const require = createRequire(import.meta.url)

/** A regular expression that matches in time linear in the text. */
export interface LinearPattern {
  /** Is it found anywhere in the text? Throws EvalError config where pattern and text together are too large. */
  test(text: string): boolean
  /** The first match, or `null`. */
  match(text: string): string | null
}

/** Longest pattern that is compiled, in UTF-16 units. */
const LONGEST_PATTERN = 2_000
/** Most of text length × size of the compiled pattern: time is proportional to both. */
const MOST_WORK = 2e9
const FLAGS: Record<string, 'CASE_INSENSITIVE' | 'MULTILINE' | 'DOTALL' | null> = {
  i: 'CASE_INSENSITIVE',
  m: 'MULTILINE',
  s: 'DOTALL',
  u: null,
}
/** The library keeps texts of automata with each pattern: old ones are let go. */
const MOST_COMPILED = 500
const compiled = new Map<string, LinearPattern>()

/**
 * Compiles a pattern in RE2 syntax (flags i, m, s, u; no look-around, no back references): it may come from anybody.
 * Throws EvalError config for what is not legal.
 */
export function linearPattern(pattern: string, flags = ''): LinearPattern {
  const key = `${flags}/${pattern}`
  const known = compiled.get(key)
  if (known) return known
  const fresh = compile(pattern, flags)
  if (compiled.size >= MOST_COMPILED) compiled.clear()
  compiled.set(key, fresh)
  return fresh
}

/** What is wrong with the flags of a pattern; `null` if nothing. */
export function flagsProblem(flags: string): string | null {
  const unknown = [...flags].find((flag) => !Object.hasOwn(FLAGS, flag))
  return unknown === undefined ? null : `the flag ${JSON.stringify(unknown)} is not known, expected ${Object.keys(FLAGS).join(', ')}`
}

function compile(pattern: string, flags: string): LinearPattern {
  if (pattern.length > LONGEST_PATTERN)
    throw new EvalError('config', `the pattern has ${pattern.length} characters, expected at most ${LONGEST_PATTERN}`)
  const problem = flagsProblem(flags)
  if (problem !== null) throw new EvalError('config', problem)
  const expression = expressionOf(pattern, flags)
  const longest = Math.floor(MOST_WORK / Math.max(1, expression.programSize()))
  const bounded = (text: string) => {
    if (text.length <= longest) return text
    throw new EvalError('config', `the text has ${text.length} characters, the pattern is matched against at most ${longest}`)
  }
  return {
    test: (text) => expression.test(bounded(text)),
    match(text) {
      const matcher = expression.matcher(bounded(text))
      return matcher.find() ? (matcher.group() ?? null) : null
    },
  }
}

function expressionOf(pattern: string, flags: string): RE2JS {
  // Loaded with the first pattern: most runs have none.
  const library = (require('re2js') as { RE2JS: typeof RE2JS }).RE2JS
  const bits = [...flags].reduce((sum, flag) => sum | (FLAGS[flag] ? library[FLAGS[flag]] : 0), 0)
  try {
    return library.compile(library.translateRegExp(pattern), bits)
  } catch (error) {
    throw new EvalError('config', `the pattern ${JSON.stringify(pattern)} is not legal: ${(error as Error).message}`, {
      hint: 'patterns are RE2: no look-around and no back references, so that they match in linear time',
      cause: error,
    })
  }
}
