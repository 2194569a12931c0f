import { z } from 'zod'
import type { Json } from '../../schema/json.ts'
import { defineCheck } from '../define-check.ts'
import { unreadable, verdict } from '../outcomes.ts'
import { pathArgument } from '../path-argument.ts'
import { selectedItems } from '../selected-values.ts'
import { spansOf } from '../spans.ts'

/** Spans of the items do not overlap (they may touch). An item without a span fails; a list without items passes. */
export const noOverlap = defineCheck({
  kind: 'no-overlap',
  passesWhen: 'spans of the items do not overlap',
  schema: z.strictObject({ path: pathArgument.optional(), start: pathArgument, end: pathArgument }),
  expense: 'cheap',
  instruction: true,
  apply({ path, start, end }, context) {
    const items = selectedItems(path, context)
    const expected = 'spans that do not overlap'
    if (items === null) return unreadable(context, expected)
    const { spans, broken } = spansOf(items, start, end)
    if (broken.length > 0) return verdict(false, broken, expected, `${broken.length} items have no span from ${start} to ${end}`)
    let last = spans[0]
    for (const span of spans.slice(1)) {
      if (last && span.start < last.end)
        return verdict(false, [last.item, span.item] as Json, expected, `${last.start}–${last.end} overlaps ${span.start}–${span.end}`)
      if (!last || span.end > last.end) last = span
    }
    return verdict(true, items, expected)
  },
})
