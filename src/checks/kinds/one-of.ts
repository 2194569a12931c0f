import { z } from 'zod'
import { canonicalJson } from '../../hash/canonical-json.ts'
import type { Json } from '../../schema/json.ts'
import { defineCheck } from '../define-check.ts'
import { unreadable, verdict } from '../outcomes.ts'
import { pathArgument } from '../path-argument.ts'
import { selectedItems } from '../selected-values.ts'

/** The parsed answer (of a list: every item), or every value at `path`, is one of some values (texts without outer white space). Nothing there fails. */
export const oneOf = defineCheck({
  kind: 'one-of',
  passesWhen: 'the answer is one of `values`',
  schema: z.strictObject({ values: z.array(z.json()).min(1), path: pathArgument.optional(), ignoreCase: z.boolean().default(false) }),
  expense: 'cheap',
  instruction: true,
  apply({ values, path, ignoreCase }, context) {
    const selected = selectedItems(path, context)
    if (selected === null) return unreadable(context, values)
    if (selected.length === 0) return verdict(false, undefined, values, `nothing is at ${path ?? 'the root'}`)
    const key = (value: Json) => canonicalJson(typeof value === 'string' ? (ignoreCase ? value.trim().toLowerCase() : value.trim()) : value)
    const legal = new Set(values.map(key))
    const wrong = selected.filter((value) => !legal.has(key(value)))
    return verdict(wrong.length === 0, wrong.length > 0 ? wrong : selected, values)
  },
})
