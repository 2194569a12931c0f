import type { TestContext } from 'vitest'
import { WatchedGates } from '../report/watched-gates.ts'
import type { FindBaseline } from '../schema/find-baseline.ts'
import { GATES_DECIDED } from '../schema/is-not-asked.ts'
import type { Model } from '../schema/model.ts'
import type { Task } from '../schema/task.ts'
import { EarlyStop } from '../services/early-stop.ts'
import { notAskedTrials } from '../services/not-asked-trials.ts'
import type { CaseSetup } from '../services/run-case.ts'
import { metaOf } from './finish-test.ts'
import type { SuiteRecords } from './finish-test.ts'
import type { InTurn } from './in-turn.ts'
import { findBaselines } from './judge-gate-test.ts'
import { keepRecords } from './keep-records.ts'

/** Lets the tests of a suite run in the seeded order of its cases until its gates are decided. With a choice of tests all of them run. */
export async function stopSuite(task: Task, model: Model, records: SuiteRecords, { task: test }: TestContext): Promise<InTurn> {
  if (!isWhole(task, test.suite)) return (_context, _setup, run) => run()
  const places = new Map(task.cases.map(({ id }, place) => [id, place]))
  const find: FindBaseline = await findBaselines(task)
  const stop = new EarlyStop(new WatchedGates(task, task.cases.length, model.label, find), task.cases.length)
  let isSaid = false
  return async (context, setup, run) => {
    const place = places.get(setup.case.id) as number
    if ((await stop.turn(place, context.signal)) === 'decided') {
      // A reason once per suite: a thousand notes would say no more.
      const note = isSaid ? undefined : `${GATES_DECIDED} after ${stop.decidedAfter} of ${task.cases.length} cases`
      isSaid = true
      return leaveOut(context, setup, records, note)
    }
    try {
      await run()
    } finally {
      stop.ended(place, records.get(setup.case.id) ?? null)
    }
  }
}

/** Will all cases run? A filter leaves tests of the suite out. */
function isWhole(task: Task, suite: { tasks: readonly { mode: string }[] } | undefined): boolean {
  return suite?.tasks.slice(0, task.cases.length).every(({ mode }) => mode === 'run') ?? false
}

async function leaveOut(context: TestContext, setup: CaseSetup, records: SuiteRecords, note: string | undefined): Promise<void> {
  const trials = notAskedTrials(setup)
  records.set(setup.case.id, trials)
  await keepRecords(trials)
  context.task.meta.taskbench = metaOf(setup, [], 'skipped')
  context.skip(note)
}
