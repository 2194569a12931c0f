import type { z } from 'zod'
import { problemsOf, sayLegalKeys } from '../config/zod-faults.ts'
import type { Problem } from '../config/zod-faults.ts'
import { taskSchema } from '../schema/task.ts'
import { nearest } from '../text/nearest.ts'

/** A definition whose types are right, with defaults. */
export type GivenTask = z.output<typeof taskSchema>

export interface ValidTask {
  /** What is right of a definition; what is wrong is left out. `null`: nothing can be said of it. */
  given: GivenTask | null
  problems: Problem[]
  /** Keys at the root that are wrong, or were probably meant by a key that there is not: nothing more is said of them. */
  faulty: ReadonlySet<PropertyKey>
}

const KEYS = Object.keys(taskSchema.shape)
/** For what every task must have. */
const STAND_INS = { name: 'unnamed', cases: ['unread'] }

/** Validates the shape of a definition. Where a part is wrong, the others are still there to be looked at. Checks are left to their kinds. */
export function validateTask(value: unknown): ValidTask {
  const parsed = taskSchema.safeParse(value, { error: sayLegalKeys })
  if (parsed.success) return { given: parsed.data, problems: [], faulty: new Set() }
  const problems = problemsOf(parsed.error, value).filter(({ path, atKey }) => path[0] !== 'checks' || path.length === 1 || atKey)
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return { given: null, problems, faulty: new Set() }
  const wrong = new Set(
    parsed.error.issues.flatMap((issue): PropertyKey[] =>
      issue.code === 'unrecognized_keys' && issue.path.length === 0 ? issue.keys : issue.path.slice(0, 1),
    ),
  )
  const right = Object.entries(value).filter(([key]) => !wrong.has(key))
  const rest = taskSchema.safeParse({ ...STAND_INS, ...Object.fromEntries(right) })
  const meant = [...wrong].flatMap((key) => nearest(String(key), KEYS) ?? [])
  return {
    given: rest.success ? rest.data : null,
    problems,
    faulty: new Set([...wrong, ...meant.filter((key) => !Object.hasOwn(value, key))]),
  }
}
