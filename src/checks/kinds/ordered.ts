import { z } from 'zod'
import type { Json } from '../../schema/json.ts'
import { parseClockTime } from '../../time/parse-clock-time.ts'
import { defineCheck } from '../define-check.ts'
import { unreadable, verdict } from '../outcomes.ts'
import { pathArgument } from '../path-argument.ts'
import { selectedItems } from '../selected-values.ts'

/**
 * Values at `path` rise (or fall): numbers and times by value, texts by code unit; equal neighbours pass unless `strict`.
 * Nothing or one value passes; values that cannot be compared fail.
 */
export const ordered = defineCheck({
  kind: 'ordered',
  passesWhen: 'values at `path` are monotonic',
  schema: z.strictObject({
    path: pathArgument.optional(),
    direction: z.enum(['ascending', 'descending']).default('ascending'),
    strict: z.boolean().default(false),
  }),
  expense: 'cheap',
  instruction: true,
  apply({ path, direction, strict }, context) {
    const values = selectedItems(path, context)
    const expected = `${strict ? 'strictly ' : ''}${direction}`
    if (values === null) return unreadable(context, expected)
    const sign = direction === 'ascending' ? 1 : -1
    const wrong = values.findIndex((value, index) => {
      if (index === 0) return false
      const step = compare(values[index - 1] as Json, value)
      return step === null || (strict ? step * sign >= 0 : step * sign > 0)
    })
    return verdict(
      wrong < 0,
      wrong < 0 ? values : values.slice(Math.max(0, wrong - 1), wrong + 1),
      expected,
      wrong < 0 ? undefined : `items ${wrong} and ${wrong + 1} (from 1) are out of order`,
    )
  },
})

/** Positive: a comes after b. `null`: they cannot be compared. */
function compare(a: Json, b: Json): number | null {
  const [x, y] = [parseClockTime(a), parseClockTime(b)]
  if (x !== null && y !== null) return x - y
  if (typeof a === 'string' && typeof b === 'string') return a < b ? -1 : a > b ? 1 : 0
  return null
}
