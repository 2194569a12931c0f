import type { TestContext } from 'vitest'
import { gateResults } from '../report/judge-gates.ts'
import { noBaselines } from '../schema/find-baseline.ts'
import type { FindBaseline } from '../schema/find-baseline.ts'
import type { Place } from '../schema/fault.ts'
import type { Model } from '../schema/model.ts'
import type { GateResult } from '../schema/report.ts'
import type { Gate, Task } from '../schema/task.ts'
import type { TrialRecord } from '../schema/trial-record.ts'
import { stripControl } from '../text/strip-control.ts'
import { errorAt } from './check-errors.ts'
import { provided } from './provided.ts'

/** Judges all gates of a suite together, once its cases have run: those against a baseline are one family. */
export async function judgeSuite(task: Task, model: Model, records: readonly TrialRecord[]): Promise<GateResult[]> {
  const find = await findBaselines(task)
  const planned = task.cases.length * task.trials.count
  if (task.stop === undefined) return gateResults(task, planned, model.label, records, find)
  const { watchedGateResults } = await import('../report/judge-watched.ts')
  return watchedGateResults({ task, planned, model: model.label, trials: records, seed: provided().config.seed, find })
}

/** Finds what the gates of a task are held against. */
export async function findBaselines({ gates }: Pick<Task, 'gates'>): Promise<FindBaseline> {
  if (gates.every(({ baseline }) => baseline === undefined)) return noBaselines
  const { baselineFinder } = await import('../records/baseline-finder.ts')
  return baselineFinder(provided().config.root, process.env)
}

/** A gate as one of the last tests of its suite: it passes, fails, or is skipped with the reason why it is undecided. */
export function reportGate(
  context: TestContext,
  gate: Gate & { place?: Place | undefined },
  { verdict, reason, rule }: Pick<GateResult, 'verdict' | 'reason' | 'rule'>,
): void {
  if (verdict === 'passed') return
  const why = reason === null ? verdict : stripControl(reason)
  if (verdict === 'skipped') context.skip(why)
  if (verdict === 'undecided' && gate.undecided === 'warn') context.skip(`undecided: ${why}`)
  throw errorAt('gate', `${rule} is ${verdict}: ${why}`, gate.place)
}
