import { answerFormat } from '../answers/answer-formats.ts'
import type { TaskFacts } from '../metrics/output-shape.ts'
import type { Json } from '../schema/json.ts'
import type { Pairing, Task } from '../schema/task.ts'

type Known = Pick<Task, 'output' | 'pairing' | 'trials'> & {
  checks: readonly unknown[]
  cases: readonly { gold: Json | undefined; checks: readonly unknown[] }[]
}

/** What decides which metrics a task can compute. */
export function metricFacts({ output, pairing, trials, checks, cases }: Known): TaskFacts {
  return {
    output,
    pairing,
    trials,
    hasGold: cases.some(({ gold }) => gold !== undefined && isComparable(gold, output.format, pairing)),
    hasChecks: checks.length > 0 || cases.some((subject) => subject.checks.length > 0),
  }
}

/** Gold that is a list or an object says nothing of an answer that is read as one value: it serves the checks. */
function isComparable(gold: Json, format: string, pairing: Pairing | null): boolean {
  return pairing !== null || gold === null || typeof gold !== 'object' || answerFormat(format).shape !== 'single'
}
