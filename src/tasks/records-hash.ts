import { canonicalJson } from '../hash/canonical-json.ts'
import { hashText } from '../hash/hash-text.ts'
import type { CheckSpec } from '../schema/check.ts'
import type { TaskJudge } from '../schema/judge.ts'
import { modelIdentity } from '../schema/model-identity.ts'
import type { Task } from '../schema/task.ts'

/** Checks without what does not bear on their verdicts. */
export const plainChecks = (checks: readonly CheckSpec[]) => checks.map(({ place: _, generated: __, ...check }) => check)

/**
 * Identity of what the records of a task's trials depend on beside its prompt and its checks: ids, inputs, gold and own checks of its cases, in any
 * order, and who judges. A run that is resumed mixes no records of two.
 */
export function recordsHash({ cases, judge }: Pick<Task, 'cases'> & { judge: TaskJudge | null }): string {
  const judged = cases.map(
    ({ id, caseHash, checks }) => `${JSON.stringify(id)} ${caseHash} ${checks.length === 0 ? '' : canonicalJson(plainChecks(checks))}`,
  )
  const { model, ...rest } = judge ?? { model: null }
  return hashText([...judged.sort(), canonicalJson([model && [model.label, modelIdentity(model)], rest])].join('\n'))
}
