import { z } from 'zod'
import { readNumber } from '../../answers/read-number.ts'
import type { Json } from '../../schema/json.ts'
import { defineCheck } from '../define-check.ts'
import { undecided, verdict } from '../outcomes.ts'
import { pathArgument } from '../path-argument.ts'
import { selectedValues } from '../selected-values.ts'

/** The answer's number (or the one at `path`) lies within a tolerance of a value, absolute or relative. Default: the gold, exactly. */
export const number = defineCheck({
  kind: 'number',
  passesWhen: "the answer's number lies within",
  schema: z.strictObject({
    value: z.union([z.number(), z.string()]).optional(),
    tolerance: z.number().min(0).default(0),
    relative: z.number().min(0).optional().describe('Tolerance as a share of the value'),
    path: pathArgument.optional(),
  }),
  expense: 'cheap',
  instruction: true,
  apply({ value, tolerance, relative = 0, path }, context) {
    const expected = readNumber(value === undefined ? context.gold : value)
    if (expected === null) return undecided('there is neither a value nor gold that is a number')
    const found = numberOf(path === undefined ? (context.reading.value ?? context.answer.text) : (selectedValues(path, context) ?? [])[0])
    if (found === null) return verdict(false, context.answer.text, expected, 'there is no number')
    const allowed = Math.max(tolerance, relative * Math.abs(expected))
    // Decimal fractions are not exact in binary: the last bits must not decide.
    const slack = Number.EPSILON * 8 * Math.max(Math.abs(expected), Math.abs(found))
    return verdict(Math.abs(found - expected) <= allowed + slack, found, allowed === 0 ? expected : `${expected} ± ${allowed}`)
  },
})

function numberOf(value: Json | undefined): number | null {
  return typeof value === 'object' ? null : readNumber(value)
}
