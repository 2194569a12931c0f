import { z } from 'zod'
import { flagsProblem, linearPattern } from '../../patterns/linear-pattern.ts'
import { defineCheck } from '../define-check.ts'
import { unreadable, verdict } from '../outcomes.ts'
import { pathArgument } from '../path-argument.ts'
import { selectedItems } from '../selected-values.ts'

/** The answer's text, or every value at `path`, matches a pattern somewhere (RE2, linear time). Nothing at the path fails. */
export const regex = defineCheck({
  kind: 'regex',
  passesWhen: 'the answer matches `pattern`, in linear time',
  schema: z.strictObject({
    pattern: z.string().min(1).describe('In RE2 syntax: no look-around, no back references'),
    flags: z.string().default('').describe('Of i, m, s, u'),
    ignoreCase: z.boolean().default(false),
    path: pathArgument.optional(),
  }),
  expense: 'cheap',
  instruction: true,
  validate({ pattern, flags }) {
    const problem = flagsProblem(flags)
    if (problem !== null) return [{ path: ['flags'], message: problem }]
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
    const values = selectedItems(path, context)
    if (values === null) return unreadable(context, expected)
    if (values.length === 0) return verdict(false, undefined, expected, `nothing is at ${path}`)
    const wrong = values.filter((value) => !expression.test(typeof value === 'string' ? value : JSON.stringify(value)))
    return verdict(wrong.length === 0, wrong.length > 0 ? wrong : values, expected)
  },
})
