import { z } from 'zod'
import { canonicalJson } from '../../hash/canonical-json.ts'
import type { Json } from '../../schema/json.ts'
import { defineCheck } from '../define-check.ts'
import { verdict } from '../outcomes.ts'
import { pathArgument } from '../path-argument.ts'
import { selectedValues, unreadable } from '../selected-values.ts'

/** The answer, or every value at `path`, is one of some values. A path that selects nothing fails. */
export const oneOf = defineCheck({
  kind: 'one-of',
  passesWhen: 'it is one of them',
  schema: z.strictObject({ values: z.array(z.json()).min(1), path: pathArgument.optional(), ignoreCase: z.boolean().default(false) }),
  expense: 'cheap',
  instruction: true,
  apply({ values, path, ignoreCase }, context) {
    const selected = path === undefined ? [context.reading.value ?? context.answer.text] : selectedValues(path, context)
    if (selected === null) return verdict(false, context.answer.text, values, unreadable(context))
    const key = (value: Json) => canonicalJson(typeof value === 'string' ? (ignoreCase ? value.trim().toLowerCase() : value.trim()) : value)
    const legal = new Set(values.map(key))
    const wrong = selected.filter((value) => !legal.has(key(value)))
    if (selected.length === 0) return verdict(false, [], values, `nothing is at ${path}`)
    return verdict(wrong.length === 0, (wrong.length > 0 ? wrong : selected) as Json, values)
  },
})
