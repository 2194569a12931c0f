import { RE2JS } from 're2js'
import { EvalError } from '../schema/eval-error.ts'

/** A regular expression that matches in time linear in the text. */
export interface LinearPattern {
  /** Is it found anywhere in the text? */
  test(text: string): boolean
  /** The first match, or `null`. */
  match(text: string): string | null
}

/** Longest pattern that is compiled. */
const LONGEST_PATTERN = 2_000
/** Longest text that is searched. */
const LONGEST_TEXT = 32 * 1024 * 1024
const FLAGS: Record<string, number> = { i: RE2JS.CASE_INSENSITIVE, m: RE2JS.MULTILINE, s: RE2JS.DOTALL, u: 0, v: 0 }
const MOST_COMPILED = 1_000
const compiled = new Map<string, LinearPattern>()

/**
 * Compiles a pattern in RE2 syntax (flags i, m, s, u, v; no look-around, no back references): it may come from anybody.
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

function compile(pattern: string, flags: string): LinearPattern {
  if (pattern.length > LONGEST_PATTERN)
    throw new EvalError('config', `the pattern has ${pattern.length} characters, expected at most ${LONGEST_PATTERN}`)
  const unknown = [...flags].find((flag) => FLAGS[flag] === undefined)
  if (unknown) throw new EvalError('config', `the flag ${unknown} is not known`, { hint: `legal: ${Object.keys(FLAGS).join(', ')}` })
  const bits = [...flags].reduce((sum, flag) => sum | (FLAGS[flag] ?? 0), 0)
  try {
    const expression = RE2JS.compile(RE2JS.translateRegExp(pattern), bits)
    return {
      test: (text) => expression.test(bounded(text)),
      match(text) {
        const matcher = expression.matcher(bounded(text))
        return matcher.find() ? (matcher.group() ?? null) : null
      },
    }
  } catch (error) {
    throw new EvalError('config', `the pattern ${JSON.stringify(pattern)} is not legal: ${(error as Error).message}`, {
      hint: 'patterns are RE2: no look-around and no back references, so that they match in linear time',
      cause: error,
    })
  }
}

function bounded(text: string): string {
  if (text.length <= LONGEST_TEXT) return text
  throw new EvalError('config', `the text has ${text.length} characters; patterns are matched against at most ${LONGEST_TEXT}`)
}
