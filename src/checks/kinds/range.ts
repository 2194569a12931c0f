import { z } from 'zod'
import { boundsText, withinBounds } from '../bounds.ts'
import { parseClockTime } from '../../time/parse-clock-time.ts'
import { defineCheck } from '../define-check.ts'
import { undecided, unreadable, verdict } from '../outcomes.ts'
import { pathArgument } from '../path-argument.ts'
import { selectedItems } from '../selected-values.ts'
import { secondsOf, timeArgument } from '../time-argument.ts'

/** Every value at `path` (numbers or times) lies within bounds. Nothing at the path: undecided. A value that is no number fails. */
export const range = defineCheck({
  kind: 'range',
  passesWhen: 'every value at `path` lies within `min` and `max`',
  schema: z
    .strictObject({ path: pathArgument.optional(), min: timeArgument.optional(), max: timeArgument.optional() })
    .refine(({ min, max }) => min !== undefined || max !== undefined, 'expected `min` or `max`'),
  expense: 'cheap',
  instruction: true,
  apply({ path, min, max }, context) {
    const expected = boundsText(min, max)
    const values = selectedItems(path, context)
    if (values === null) return unreadable(context, expected)
    if (values.length === 0) return undecided(`nothing is at ${path ?? 'the root'}`)
    const low = min === undefined ? undefined : secondsOf(min)
    const high = max === undefined ? undefined : secondsOf(max)
    const wrong = values.filter((value) => {
      const number = parseClockTime(value)
      return number === null || !withinBounds(number, low, high)
    })
    return verdict(wrong.length === 0, wrong.length > 0 ? wrong : values, expected)
  },
})
