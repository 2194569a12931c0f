import { z } from 'zod'

/** More cannot be counted in nano-dollars. */
const MOST_USD = 9_000_000

const count = z.int().min(0).optional()

/** One line of a file of recorded answers; further fields are ignored. */
const recordedLineSchema = z.object({
  case: z.union([z.string().min(1), z.number()]).transform(String),
  answer: z.union([z.string(), z.json().transform((value) => JSON.stringify(value))]),
  trial: count,
  inputTokens: count,
  outputTokens: count,
  costUsd: z.number().min(0).max(MOST_USD).optional(),
  latencyMs: z.number().min(0).optional(),
})

export type RecordedLine = z.infer<typeof recordedLineSchema>

/** One line, read; or what is wrong with it. */
export function readRecordedLine(text: string): { line: RecordedLine } | { problem: string } {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return { problem: 'expected a JSON object, found text that is not JSON' }
  }
  const { success, data, error } = recordedLineSchema.safeParse(value)
  if (success) return { line: data }
  const [issue] = error.issues
  const path = issue?.path.join('.') ?? ''
  return { problem: path === '' ? 'expected an object {case, answer, …}' : `${path}: ${issue?.message ?? 'is not as expected'}` }
}
