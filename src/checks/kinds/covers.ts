import { z } from 'zod'
import { parseClockTime } from '../../time/parse-clock-time.ts'
import { defineCheck } from '../define-check.ts'
import { undecided, verdict } from '../outcomes.ts'
import { pathArgument } from '../path-argument.ts'
import { selectedValues, unreadable } from '../selected-values.ts'
import { spansOf } from '../spans.ts'

const time = z.union([z.number(), z.string()]).describe('Seconds or [hh:]mm:ss')

/** Spans of the items cover the range `from`–`to` but for gaps up to `maxGap`. Items without a span fail. */
export const covers = defineCheck({
  kind: 'covers',
  passesWhen: 'spans cover the range but for gaps up to maxGap',
  schema: z.strictObject({
    path: pathArgument.optional(),
    start: pathArgument,
    end: pathArgument,
    from: time,
    to: time,
    maxGap: time.default(0),
  }),
  expense: 'cheap',
  instruction: true,
  apply({ path, start, end, from, to, maxGap }, context) {
    const [low, high, gap] = [parseClockTime(from), parseClockTime(to), parseClockTime(maxGap)]
    if (low === null || high === null || gap === null) return undecided('from, to and maxGap must be numbers or times')
    const items = selectedValues(path, context)
    const expected = `${low}–${high} covered but for gaps up to ${gap}`
    if (items === null) return verdict(false, context.answer.text, expected, unreadable(context))
    const { spans, broken } = spansOf(items, start, end)
    if (broken.length > 0) return verdict(false, broken, expected, `${broken.length} items have no span from ${start} to ${end}`)
    const gaps: string[] = []
    let reached = low
    for (const span of [...spans, { start: high, end: high }]) {
      const next = Math.min(span.start, high)
      if (next - reached > gap) gaps.push(`${reached}–${next}`)
      reached = Math.max(reached, span.end)
    }
    return verdict(gaps.length === 0, gaps.length === 0 ? items : `gaps: ${gaps.join(', ')}`, expected)
  },
})
