import { z } from 'zod'
import { compileJsonSchema } from '../../answers/json-schema.ts'
import { defineCheck } from '../define-check.ts'
import { isPartly, undecided, unreadable, verdict } from '../outcomes.ts'

/** The parsed answer fits a JSON Schema 2020-12: the check's own, else the task's. */
export const schema = defineCheck({
  kind: 'schema',
  passesWhen: "the answer fits the JSON Schema 2020-12 (default: the task's)",
  schema: z.strictObject({ schema: z.union([z.record(z.string(), z.json()), z.boolean()]).optional() }),
  expense: 'cheap',
  instruction: true,
  validate({ schema: given }) {
    try {
      if (given !== undefined) compileJsonSchema(given)
      return []
    } catch (error) {
      return [{ path: ['schema'], message: (error as Error).message }]
    }
  },
  apply({ schema: given }, context) {
    const wanted = given ?? context.schema
    if (wanted === null || wanted === undefined) return undecided('neither the check nor the task has a schema')
    const { value } = context.reading
    if (value === undefined || isPartly(context.reading)) return unreadable(context, 'a value that fits the schema')
    const problems = compileJsonSchema(wanted)(value)
    return verdict(problems.length === 0, value, 'a value that fits the schema', problems.join('; ') || undefined)
  },
})
