import { answerFormat } from '../answers/answer-formats.ts'
import { queryPath } from '../paths/query-path.ts'
import type { Case } from '../schema/case.ts'
import type { Json } from '../schema/json.ts'
import type { Fault } from '../schema/fault.ts'
import type { Pairing, Task } from '../schema/task.ts'

/** Gold that an answer in the task's format could never equal: each at its case's own line. */
export function goldFaults(output: Task['output'], pairing: Pairing | undefined, cases: readonly Case[]): Fault[] {
  const format = answerFormat(output.format)
  return cases.flatMap(({ gold, id, place }) => {
    if (gold === undefined) return []
    const problem = format.goldProblem(gold, output.schema) ?? (pairing ? itemsProblem(gold, pairing) : null)
    return problem === null ? [] : [{ place, message: `the gold of case ${id} does not fit the task's output: ${problem}` }]
  })
}

function itemsProblem(gold: Json, pairing: Pairing): string | null {
  const items = pairing.items === undefined ? gold : queryPath(gold, pairing.items)
  return Array.isArray(items) ? null : 'pairing needs a list of items'
}
