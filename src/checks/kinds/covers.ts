import { z } from 'zod'
import { defineCheck } from '../define-check.ts'
import { unreadable, verdict } from '../outcomes.ts'
import { pathArgument } from '../path-argument.ts'
import { selectedItems } from '../selected-values.ts'
import { spansOf } from '../spans.ts'
import type { Span } from '../spans.ts'
import { secondsOf, timeArgument } from '../time-argument.ts'

const MOST_SHOWN = 10

/** Spans of the items cover the range `from`–`to` but for gaps up to `maxGap`. An item without a span fails; so does a list without items. */
export const covers = defineCheck({
  kind: 'covers',
  passesWhen: 'spans cover the range `from`–`to` but for gaps up to `maxGap`',
  schema: z
    .strictObject({
      path: pathArgument.optional(),
      start: pathArgument,
      end: pathArgument,
      from: timeArgument,
      to: timeArgument,
      maxGap: timeArgument.default(0),
    })
    .refine(({ from, to }) => secondsOf(from) < secondsOf(to), { path: ['to'], message: 'expected a time after `from`' }),
  expense: 'cheap',
  instruction: true,
  apply({ path, start, end, from, to, maxGap }, context) {
    const expected = `${from} to ${to} covered but for gaps up to ${maxGap}`
    const items = selectedItems(path, context)
    if (items === null) return unreadable(context, expected)
    const { spans, broken } = spansOf(items, start, end)
    if (broken.length > 0) return verdict(false, broken, expected, `${broken.length} items have no span from ${start} to ${end}`)
    const gaps = gapsBetween(spans, secondsOf(from), secondsOf(to), secondsOf(maxGap))
    const shown = gaps.slice(0, MOST_SHOWN).join(', ') + (gaps.length > MOST_SHOWN ? ', …' : '')
    return verdict(gaps.length === 0, gaps.length === 0 ? items : `gaps: ${shown}`, expected)
  },
})

/** Stretches of low–high that no span covers and that are longer than `most`, as `from–to`. */
function gapsBetween(spans: readonly Span[], low: number, high: number, most: number): string[] {
  const gaps: string[] = []
  let reached = low
  for (const span of [...spans, { start: high, end: high }]) {
    const next = Math.min(span.start, high)
    if (next - reached > most) gaps.push(`${reached}–${next}`)
    reached = Math.max(reached, span.end)
  }
  return gaps
}
