export { taskbench } from './plugin.ts'
export { taskbench as default } from './plugin.ts'
import type { describeTask as DescribeTask } from './describe-task.ts'

/**
 * Declares a task in code: its tests run once per (model, case), the function under evaluation once per trial. Only in a test file, where this
 * module's name leads to `suite-files.ts`: the main process, which loads this entry for the plugin, does without what tests need.
 */
export const describeTask: typeof DescribeTask = () => {
  throw new Error('describeTask was called outside of a test file: name the file NAME.eval.ts and run it with Vitest')
}
export type { Evaluation, InlineCase, TaskSuiteSettings, TaskTest, TaskTestContext, Trial } from './describe-task.ts'
export type { TaskbenchMeta } from './finish-test.ts'
export type { TaskbenchOptions } from './plugin-options.ts'
