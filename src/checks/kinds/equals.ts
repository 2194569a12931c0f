import { z } from 'zod'
import { canonicalJson } from '../../hash/canonical-json.ts'
import type { Json } from '../../schema/json.ts'
import { readNumber } from '../../answers/read-number.ts'
import { defineCheck } from '../define-check.ts'
import { pathArgument } from '../path-argument.ts'
import { undecided, verdict } from '../outcomes.ts'
import { selectedValues } from '../selected-values.ts'

/** The answer (or the value at `path`) equals a value: texts after white space and Unicode NFC, other values as JSON. Default: the gold. */
export const equals = defineCheck({
  kind: 'equals',
  passesWhen: 'equal after normalisation (white space, Unicode NFC; `ignoreCase`)',
  schema: z.strictObject({ value: z.json().optional(), path: pathArgument.optional(), ignoreCase: z.boolean().default(false) }),
  expense: 'cheap',
  instruction: true,
  apply({ value, path, ignoreCase }, context) {
    const expected = value === undefined ? context.gold : value
    if (expected === undefined) return undecided('there is neither a value nor gold to compare with')
    const values = path === undefined ? [context.reading.value ?? context.answer.text] : (selectedValues(path, context) ?? [])
    const found = values.length === 1 ? values[0] : values
    return verdict(same(found as Json, expected, ignoreCase), found, expected)
  },
})

function same(found: Json, expected: Json, ignoreCase: boolean): boolean {
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
