import { z } from 'zod'
import { canonicalJson } from '../../hash/canonical-json.ts'
import type { Json } from '../../schema/json.ts'
import { readNumber } from '../../answers/read-number.ts'
import { defineCheck } from '../define-check.ts'
import { undecided, unreadable, verdict } from '../outcomes.ts'
import { pathArgument } from '../path-argument.ts'
import { selectedValues } from '../selected-values.ts'

/**
 * The parsed answer (or the value at `path`) equals a value, by default the gold: texts after white space and Unicode NFC, other values as JSON.
 * Several values at the path are compared as a list; a path that selects nothing fails.
 */
export const equals = defineCheck({
  kind: 'equals',
  passesWhen: 'the answer equals `value` after normalisation (white space, Unicode NFC; `ignoreCase`)',
  schema: z.strictObject({ value: z.json().optional(), path: pathArgument.optional(), ignoreCase: z.boolean().default(false) }),
  expense: 'cheap',
  instruction: true,
  goldArgument: 'value',
  apply({ value, path, ignoreCase }, context) {
    const expected = value === undefined ? context.gold : value
    if (expected === undefined) return undecided('there is neither a value nor gold to compare with')
    const values = selectedValues(path, context)
    if (values === null) return unreadable(context, expected)
    if (values.length === 0) return verdict(false, undefined, expected, `nothing is at ${path}`)
    const found = values.length === 1 ? (values[0] as Json) : values
    return verdict(same(found, expected, ignoreCase), found, expected)
  },
})

function same(found: Json, expected: Json, ignoreCase: boolean): boolean {
  // Numbers may be written as texts in gold, and as texts by models.
  if (typeof found === 'number' && typeof expected === 'string') return readNumber(expected) === found
  if (typeof found === 'string' && typeof expected === 'number') return found.trim() !== '' && Number(found) === expected
  return canonicalJson(normal(found, ignoreCase)) === canonicalJson(normal(expected, ignoreCase))
}

function normal(value: Json, ignoreCase: boolean): Json {
  if (typeof value === 'string') {
    const text = value.normalize('NFC').replaceAll(/\s+/g, ' ').trim()
    return ignoreCase ? text.toLowerCase() : text
  }
  if (Array.isArray(value)) return value.map((item) => normal(item, ignoreCase))
  if (value !== null && typeof value === 'object')
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, normal(item, ignoreCase)]))
  return value
}
