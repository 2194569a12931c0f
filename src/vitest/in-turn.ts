import type { TestContext } from 'vitest'
import type { Model } from '../schema/model.ts'
import type { Task } from '../schema/task.ts'
import type { CaseSetup } from '../services/run-case.ts'
import type { SuiteRecords } from './finish-test.ts'

/** Runs the test of a case when its turn has come, or skips it where nothing is left to decide. */
export type InTurn = (context: TestContext, setup: CaseSetup, run: () => Promise<void>) => Promise<void>

/** What lets the tests of a suite run in turn; `null` where all are run, and nothing is loaded. */
export function inTurn(task: Task, model: Model, records: SuiteRecords): InTurn | null {
  if (task.stop === undefined) return null
  let opened: Promise<InTurn> | null = null
  return async (context, setup, run) => {
    opened ??= import('./stop-suite.ts').then(({ stopSuite }) => stopSuite(task, model, records, context))
    return (await opened)(context, setup, run)
  }
}
