import { z } from 'zod'
import { boundsText, withinBounds } from '../bounds.ts'
import { defineCheck } from '../define-check.ts'
import { unreadable, verdict } from '../outcomes.ts'
import { pathArgument } from '../path-argument.ts'
import { selectedItems } from '../selected-values.ts'

/** As many items at `path` (default: the root's items) as said. A path that selects nothing has 0. */
export const count = defineCheck({
  kind: 'count',
  passesWhen: 'as many items are at `path`',
  schema: z
    .strictObject({ path: pathArgument.optional(), min: z.int().min(0).optional(), max: z.int().min(0).optional() })
    .refine(({ min, max }) => min !== undefined || max !== undefined, 'expected `min` or `max`'),
  expense: 'cheap',
  instruction: true,
  apply({ path, min, max }, context) {
    const values = selectedItems(path, context)
    const expected = `${boundsText(min, max)} items`
    if (values === null) return unreadable(context, expected)
    return verdict(withinBounds(values.length, min, max), `${values.length} items`, expected)
  },
})
