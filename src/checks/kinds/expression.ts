import { z } from 'zod'
import { compileExpression } from '../../expressions/compile-expression.ts'
import { defineCheck } from '../define-check.ts'
import { undecided, verdict } from '../outcomes.ts'

const VARIABLES = ['output', 'text', 'input', 'gold']

/** A CEL expression over `output`, `text`, `input` and `gold` is true. Anything but true or false, and a missing key: undecided. */
export const expression = defineCheck({
  kind: 'expression',
  passesWhen: 'the CEL expression `cel` is true',
  schema: z.strictObject({ cel: z.string().min(1).describe('CEL over output, text, input and gold') }),
  expense: 'computed',
  instruction: true,
  validate({ cel }) {
    try {
      compileExpression(cel, VARIABLES)
      return []
    } catch (error) {
      return [{ path: ['cel'], message: (error as Error).message }]
    }
  },
  apply({ cel }, { answer, reading, input, gold }) {
    const result = compileExpression(cel, VARIABLES).evaluate({
      output: reading.value ?? null,
      text: answer.text,
      input,
      ...(gold === undefined ? {} : { gold }),
    })
    if (typeof result !== 'boolean') return undecided(`the expression gave ${JSON.stringify(result)}, expected true or false`)
    return verdict(result, reading.value ?? answer.text, cel)
  },
})
