import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { EvalError } from '../schema/eval-error.ts'

const labelSchema = z.strictObject({
  task: z.string().min(1),
  model: z.string().min(1),
  case: z.string().min(1),
  trial: z.int().min(0).default(0),
  check: z.string().min(1),
  label: z.enum(['passed', 'failed']),
  reason: z.string().optional(),
})

/** A person's verdict on one check of one stored answer. */
export type VerdictLabel = z.output<typeof labelSchema> & { line: number }

/** Reads labels of verdicts, one JSON object a line. Throws EvalError config with the line of the first one that is wrong. */
export function readLabels(file: string): VerdictLabel[] {
  const labels = textOf(file)
    .split('\n')
    .flatMap((text, index) => (text.trim() === '' ? [] : [labelOf(text, index + 1, file)]))
  if (labels.length > 0) return labels
  throw new EvalError('config', `${file} holds no labels`, { hint: HINT })
}

const HINT =
  'expected lines as {"task":"support","model":"mini","case":"one","trial":0,"check":"polite","label":"passed"}, label passed or failed'

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw new EvalError('config', `could not read the labels in ${file}: ${(error as Error).message}`, { hint: HINT, cause: error })
  }
}

function labelOf(text: string, line: number, file: string): VerdictLabel {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    throw new EvalError('config', `${file}:${line}:1 is not JSON: ${(error as Error).message}`, { hint: HINT })
  }
  const parsed = labelSchema.safeParse(value)
  if (parsed.success) return { ...parsed.data, line }
  const [issue] = parsed.error.issues
  throw new EvalError('config', `${file}:${line}:1 ${issue?.path.join('.') || 'the label'}: ${issue?.message}`, { hint: HINT })
}
