import type { TestContext } from 'vitest'
import type { Model } from '../schema/model.ts'
import type { Gate, Task } from '../schema/task.ts'
import type { Place } from '../schema/fault.ts'
import type { TrialRecord } from '../schema/trial-record.ts'
import { errorAt } from './check-errors.ts'
import { gateOutcome } from '../services/gate-outcome.ts'

/** A gate as the last test of its suite: it passes, fails, or is skipped with the reason why it is undecided. */
export function judgeGateTest(
  context: TestContext,
  task: Task,
  model: Model,
  gate: Gate & { place?: Place | undefined },
  records: readonly TrialRecord[],
): void {
  const planned = task.cases.length * task.trials.count
  if (records.length < planned) context.skip(`partial: ${records.length} of ${planned} trials were run`)
  const outcome = gateOutcome(task, model.label, gate, records)
  if (outcome.verdict === 'skipped') context.skip(outcome.reason ?? 'skipped')
  if (outcome.verdict === 'undecided' && gate.undecided === 'warn') context.skip(`undecided: ${outcome.reason}`)
  if (outcome.verdict !== 'passed') throw errorAt('gate', `${outcome.rule} is ${outcome.verdict}: ${outcome.reason}`, gate.place)
}
