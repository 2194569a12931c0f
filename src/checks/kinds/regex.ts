import { z } from 'zod'
import { linearPattern } from '../../patterns/linear-pattern.ts'
import { defineCheck } from '../define-check.ts'
import { verdict } from '../outcomes.ts'
import { pathArgument } from '../path-argument.ts'
import { selectedValues, unreadable } from '../selected-values.ts'

/** The answer, or every value at `path`, matches a pattern (RE2, linear time). A path that selects nothing fails. */
export const regex = defineCheck({
  kind: 'regex',
  passesWhen: 'matches, in linear time',
  schema: z.strictObject({
    pattern: z.string().min(1),
    flags: z.string().default(''),
    ignoreCase: z.boolean().default(false),
    path: pathArgument.optional(),
  }),
  expense: 'cheap',
  instruction: true,
  validate({ pattern, flags }) {
    try {
      linearPattern(pattern, flags)
      return []
    } catch (error) {
      return [{ path: ['pattern'], message: (error as Error).message }]
    }
  },
  apply({ pattern, flags, ignoreCase, path }, context) {
    const expression = linearPattern(pattern, ignoreCase && !flags.includes('i') ? `${flags}i` : flags)
    const expected = `/${pattern}/${flags}`
    if (path === undefined) return verdict(expression.test(context.answer.text), context.answer.text, expected)
    const values = selectedValues(path, context)
    if (values === null) return verdict(false, context.answer.text, expected, unreadable(context))
    const wrong = values.filter((value) => !expression.test(typeof value === 'string' ? value : JSON.stringify(value)))
    if (values.length === 0) return verdict(false, [], expected, `nothing is at ${path}`)
    return verdict(wrong.length === 0, wrong.length > 0 ? wrong : values, expected)
  },
})
