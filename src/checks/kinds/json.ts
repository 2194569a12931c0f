import { z } from 'zod'
import { extractJson } from '../../text/extract-json.ts'
import { defineCheck } from '../define-check.ts'
import { isPartly, verdict } from '../outcomes.ts'

/** The answer is JSON. With `strict`, repaired JSON does not pass. */
export const json = defineCheck({
  kind: 'json',
  passesWhen: 'the answer is JSON (repaired JSON is marked)',
  schema: z.strictObject({ strict: z.boolean().default(false).describe('Repaired JSON fails') }),
  expense: 'cheap',
  instruction: true,
  apply({ strict }, { answer, reading }) {
    const found = extractJson(answer.text)
    if (isPartly(reading)) return verdict(false, answer.text, 'JSON in every part', reading.problem)
    if (found.value === undefined) return verdict(false, answer.text, 'JSON', found.problem)
    if (!found.repaired) return verdict(true, answer.text, 'JSON')
    return verdict(!strict, answer.text, 'JSON', 'the JSON had to be repaired')
  },
})
