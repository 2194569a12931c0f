import { z } from 'zod'
import { boundsText, withinBounds } from '../bounds.ts'
import { parseClockTime } from '../../time/parse-clock-time.ts'
import { defineCheck } from '../define-check.ts'
import { undecided, verdict } from '../outcomes.ts'
import { pathArgument } from '../path-argument.ts'
import { selectedValues, unreadable } from '../selected-values.ts'

/** Every value at `path` (numbers or times) lies within bounds. Nothing at the path: undecided. A value that is no number fails. */
export const range = defineCheck({
  kind: 'range',
  passesWhen: 'every value within',
  schema: z
    .strictObject({ path: pathArgument.optional(), min: z.number().optional(), max: z.number().optional() })
    .refine(({ min, max }) => min !== undefined || max !== undefined, 'expected `min` or `max`'),
  expense: 'cheap',
  instruction: true,
  apply({ path, min, max }, context) {
    const values = selectedValues(path, context)
    const expected = boundsText(min, max)
    if (values === null) return verdict(false, context.answer.text, expected, unreadable(context))
    if (values.length === 0) return undecided(`nothing is at ${path ?? 'the root'}`)
    const wrong = values.filter((value) => {
      const number = parseClockTime(value)
      return number === null || !withinBounds(number, min, max)
    })
    return verdict(wrong.length === 0, wrong.length > 0 ? wrong : values, expected)
  },
})
