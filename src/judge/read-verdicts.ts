import { z } from 'zod'
import { JUDGE_ANSWERS } from '../schema/judge.ts'
import type { JudgeAnswer } from '../schema/judge.ts'
import { extractJson } from '../text/extract-json.ts'
import { shorten } from '../text/shorten.ts'
import { stripControl } from '../text/strip-control.ts'

/** One question's answer. */
export interface JudgeVerdict {
  answer: JudgeAnswer
  reason: string
}

export interface ReadVerdicts {
  /** By question id; questions that were not asked, and those answered twice in different ways, are left out. */
  verdicts: ReadonlyMap<string, JudgeVerdict>
  /** Why not every question has an answer; `null`: each has. */
  problem: string | null
}

const LONGEST_REPLY = 200_000
const LONGEST_REASON = 500

const replySchema = z.object({ verdicts: z.array(z.unknown()) })

const verdictSchema = z.object({
  id: z.string(),
  reason: z.string().default(''),
  answer: z.preprocess((word) => (typeof word === 'string' ? word.trim().toLowerCase().replaceAll('_', ' ') : word), z.enum(JUDGE_ANSWERS)),
})

/** Reads what a judge replied to the questions of these ids: what is no verdict counts for nothing, the others count. Never throws. */
export function readVerdicts(text: string, ids: readonly string[]): ReadVerdicts {
  if (text.length > LONGEST_REPLY) return none(`the reply has ${text.length} characters, more than the ${LONGEST_REPLY} that are read`)
  const found = extractJson(text)
  if (found.value === undefined) return none(found.problem)
  const parsed = replySchema.safeParse(Array.isArray(found.value) ? { verdicts: found.value } : found.value)
  if (!parsed.success) return none(`the reply does not fit its schema: ${whereOf(parsed.error)}`)
  const verdicts = new Map<string, JudgeVerdict>()
  const contradicted = new Set<string>()
  let fault: string | null = null
  for (const [index, entry] of parsed.data.verdicts.entries()) {
    const read = verdictSchema.safeParse(entry)
    if (!read.success) fault ??= `the reply does not fit its schema: ${whereOf(read.error, `verdicts.${index}`)}`
    if (!read.success || !ids.includes(read.data.id)) continue
    const { id, reason, answer } = read.data
    if ((verdicts.get(id)?.answer ?? answer) !== answer) contradicted.add(id)
    if (!verdicts.has(id)) verdicts.set(id, { answer, reason: shorten(stripControl(reason), LONGEST_REASON) })
  }
  for (const id of contradicted) verdicts.delete(id)
  const missing = ids.filter((id) => !verdicts.has(id))
  return { verdicts, problem: missing.length === 0 ? null : (fault ?? `there is no single answer to ${missing.join(', ')}`) }
}

const none = (problem: string): ReadVerdicts => ({ verdicts: new Map(), problem })

function whereOf(error: z.ZodError, ...under: string[]): string {
  const [issue] = error.issues
  return shorten(`${[...under, ...(issue?.path ?? [])].join('.') || 'its root'}: ${issue?.message ?? 'not as expected'}`, 200)
}
