import { z } from 'zod'
import { CHECK_CATEGORIES } from '../schema/checks-file.ts'
import type { CheckCategory } from '../schema/checks-file.ts'
import { shorten } from '../text/shorten.ts'
import { stripControl } from '../text/strip-control.ts'
import { quotes } from './quotes.ts'
import { readReply } from './read-reply.ts'

/** What an answer must keep to, as a writer understood the task. */
export interface Requirement {
  id: string
  requirement: string
  /** Words of the task that it follows from. */
  source: string
  category: CheckCategory
}

export interface ReadRequirements {
  requirements: Requirement[]
  /** What was left out, and why: sentences. */
  problems: string[]
}

const LONGEST_TEXT = 500
const LONGEST_ID = 40

const requirementSchema = z.object({
  id: z.string().trim().min(1).max(LONGEST_ID),
  requirement: z.string().trim().min(1),
  source: z.string().trim().min(1),
  category: z.preprocess((word) => (typeof word === 'string' ? word.trim().toLowerCase() : word), z.enum(CHECK_CATEGORIES)),
})

/** Reads a list of requirements from a writer's reply; each must quote `material`. Never throws. */
export function readRequirements(text: string, material: string, most: number): ReadRequirements {
  const { items, problem } = readReply(text, 'requirements', most)
  const problems = problem === null ? [] : [problem]
  const requirements = new Map<string, Requirement>()
  for (const [index, item] of items.entries()) {
    const parsed = requirementSchema.safeParse(item)
    if (!parsed.success) {
      problems.push(`requirement ${index + 1} is not as asked for: ${issueOf(parsed.error)}`)
      continue
    }
    const { id, requirement, source, category } = parsed.data
    const plainId = plain(id, LONGEST_ID)
    if (requirements.has(plainId)) problems.push(`the id ${plainId} stands twice`)
    else if (!quotes(source, material)) problems.push(`the source of ${plainId} does not stand in the material: “${plain(source, 120)}”`)
    else
      requirements.set(plainId, {
        id: plainId,
        requirement: plain(requirement, LONGEST_TEXT),
        source: plain(source, LONGEST_TEXT),
        category,
      })
  }
  return { requirements: [...requirements.values()], problems }
}

const plain = (text: string, most: number): string => shorten(stripControl(text).replaceAll(/\s+/g, ' ').trim(), most)

function issueOf(error: z.ZodError): string {
  const [issue] = error.issues
  return shorten(stripControl(`${issue?.path.map(String).join('.') || 'the whole'}: ${issue?.message ?? 'not as expected'}`), 200)
}
