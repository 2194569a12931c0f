import { z } from 'zod'
import { defineCheck } from '../define-check.ts'
import { undecided, verdict } from '../outcomes.ts'

/** Time to the last token, and to the first one, within limits. Unknown times are undecided. */
export const latency = defineCheck({
  kind: 'latency',
  passesWhen: 'the answer came within `maxMs`, and began within `firstTokenMaxMs`',
  schema: z
    .strictObject({ maxMs: z.number().positive().optional(), firstTokenMaxMs: z.number().positive().optional() })
    .refine(({ maxMs, firstTokenMaxMs }) => maxMs !== undefined || firstTokenMaxMs !== undefined, 'expected `maxMs` or `firstTokenMaxMs`'),
  expense: 'cheap',
  instruction: false,
  apply({ maxMs, firstTokenMaxMs }, { answer }) {
    const { latencyMs, firstTokenMs } = answer.timings
    if (maxMs !== undefined && latencyMs === null) return undecided('the latency is not known')
    if (firstTokenMaxMs !== undefined && firstTokenMs === null) return undecided('the time of the first token is not known')
    const slow = maxMs !== undefined && (latencyMs as number) > maxMs
    const late = firstTokenMaxMs !== undefined && (firstTokenMs as number) > firstTokenMaxMs
    const found = `${latencyMs === null ? 'unknown' : `${Math.round(latencyMs)} ms`}${firstTokenMs === null ? '' : `, first token ${Math.round(firstTokenMs)} ms`}`
    const expected = [
      maxMs === undefined ? null : `at most ${maxMs} ms`,
      firstTokenMaxMs === undefined ? null : `first token at most ${firstTokenMaxMs} ms`,
    ]
    return verdict(!slow && !late, found, expected.filter((part) => part !== null).join(', '))
  },
})
