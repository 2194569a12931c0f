export { taskbench } from './plugin.ts'
export { taskbench as default } from './plugin.ts'
import type { describeTask as DescribeTask } from './describe-task.ts'
import type { test as ProfileTest } from './profile-test.ts'

/**
 * Declares a task in code: its tests run once per (model, case), the function under evaluation once per trial. Only in a test file, where this
 * module's name leads to `suite-files.ts`: the main process, which loads this entry for the plugin, does without what tests need.
 */
export const describeTask: typeof DescribeTask = () => {
  throw new Error('describeTask was called outside of a test file: name the file NAME.eval.ts and run it with Vitest')
}

/**
 * Vitest's `test` with `profile` and `baseline`, which measure models: only in a `*.bench.ts` of a project with the plugin, run by `vitest bench`, where this
 * module's name leads to `bench-files.ts`.
 */
export const test: typeof ProfileTest = (() => {
  throw new Error(
    'test of taskbench/vitest was called outside of a benchmark: name the file NAME.bench.ts, give its project the plugin, run npx vitest bench',
  )
}) as never

export type { Evaluation, InlineCase, TaskSuiteSettings, TaskTest, TaskTestContext, Trial } from './describe-task.ts'
export type { TaskbenchMeta } from './finish-test.ts'
export type { FindBaseline, MeasureProfile, ProfileFixtures } from './profile-test.ts'
export type { Profile, StoredProfile } from './profile.ts'
export type { Comparable } from './to-be-no-slower-than.ts'
export type { TaskbenchOptions } from './plugin-options.ts'
