import { z } from 'zod'
import { readNumber } from '../../answers/read-number.ts'
import { defineCheck } from '../define-check.ts'
import { undecided, unreadable, verdict } from '../outcomes.ts'
import { pathArgument } from '../path-argument.ts'
import { selectedItems } from '../selected-values.ts'

/**
 * The answer's number (the last one of a text), or every one at `path`, lies within a tolerance of a value, by default the gold: absolute or
 * relative, whichever allows more; exactly without either. Nothing at the path fails.
 */
export const number = defineCheck({
  kind: 'number',
  passesWhen: "the answer's number lies within `tolerance` or `relative` of `value`",
  schema: z.strictObject({
    value: z.union([z.number(), z.string()]).optional(),
    tolerance: z.number().min(0).default(0),
    relative: z.number().min(0).optional().describe('Tolerance as a share of the value'),
    path: pathArgument.optional(),
  }),
  expense: 'cheap',
  instruction: true,
  goldArgument: 'value',
  validate: ({ value }) =>
    typeof value === 'string' && readNumber(value) === null
      ? [{ path: ['value'], message: `value: found ${JSON.stringify(value)}, expected a number` }]
      : [],
  apply({ value, tolerance, relative = 0, path }, context) {
    const expected = readNumber(value === undefined ? context.gold : value)
    if (expected === null) return undecided('there is neither a value nor gold that is a number')
    const values = selectedItems(path, context)
    if (values === null) return unreadable(context, expected)
    const numbers = values.map(readNumber)
    const allowed = Math.max(tolerance, relative * Math.abs(expected))
    const shown = allowed === 0 ? expected : `${expected} ± ${allowed}`
    if (numbers.length === 0 || numbers.includes(null)) return verdict(false, values, shown, 'there is no number')
    const wrong = numbers.filter((found) => !within(found as number, expected, allowed))
    return verdict(wrong.length === 0, wrong[0] ?? numbers, shown)
  },
})

function within(found: number, expected: number, allowed: number): boolean {
  // Decimal fractions are not exact in binary: the last bits must not decide.
  const slack = Number.EPSILON * 8 * Math.max(Math.abs(expected), Math.abs(found))
  return Math.abs(found - expected) <= allowed + slack
}
