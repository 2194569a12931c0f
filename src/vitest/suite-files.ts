/** What `taskbench/vitest` is in the tests of the project `evals`. */
export { describeTask } from './describe-task.ts'
export { test } from './index.ts'
export { taskbench } from './plugin.ts'
