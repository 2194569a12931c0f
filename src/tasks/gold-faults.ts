import { answerFormat } from '../answers/answer-formats.ts'
import { checkPath, queryPath, selectsOne } from '../paths/query-path.ts'
import type { Case } from '../schema/case.ts'
import { EvalError } from '../schema/eval-error.ts'
import type { Json } from '../schema/json.ts'
import type { Fault } from '../schema/fault.ts'
import type { Pairing, Task } from '../schema/task.ts'

/** Gold that an answer in the task's format could never equal: each at its case's own line. */
export function goldFaults(output: Task['output'], pairing: Pairing | undefined, cases: readonly Case[]): Fault[] {
  const format = answerFormat(output.format)
  return cases.flatMap(({ gold, id, place }) => {
    if (gold === undefined) return []
    const problem = problemOf(() => format.goldProblem(gold, output.schema) ?? (pairing ? itemsProblem(gold, pairing) : null))
    return problem === null ? [] : [{ place, message: `the gold of case ${id} does not fit the task's output: ${problem}` }]
  })
}

/** A schema or path that cannot be applied to this gold says so itself. */
function problemOf(find: () => string | null): string | null {
  try {
    return find()
  } catch (error) {
    if (EvalError.is(error)) return error.message
    throw error
  }
}

function itemsProblem(gold: Json, { items }: Pairing): string | null {
  if (items === undefined) return Array.isArray(gold) ? null : 'pairing needs a list of items'
  if (checkPath(items) !== null || !selectsOne(items) || gold === null) return null
  return queryPath(gold, items).length > 0 ? null : `there is nothing at \`pairing.items\` (${items})`
}
