import type { TestContext } from 'vitest'
import { gateResult } from '../report/judge-gates.ts'
import type { Place } from '../schema/fault.ts'
import type { Model } from '../schema/model.ts'
import type { Gate, Task } from '../schema/task.ts'
import type { TrialRecord } from '../schema/trial-record.ts'
import { errorAt } from './check-errors.ts'

/** A gate as one of the last tests of its suite: it passes, fails, or is skipped with the reason why it is undecided. */
export function judgeGateTest(
  context: TestContext,
  task: Task,
  model: Model,
  gate: Gate & { place?: Place | undefined },
  records: readonly TrialRecord[],
): void {
  const { verdict, reason, rule } = gateResult(task, task.cases.length * task.trials.count, model.label, gate, records)
  if (verdict === 'passed') return
  if (verdict === 'skipped') context.skip(reason ?? verdict)
  if (verdict === 'undecided' && gate.undecided === 'warn') context.skip(`undecided: ${reason}`)
  throw errorAt('gate', `${rule} is ${verdict}: ${reason}`, gate.place)
}
