import { expect } from 'vitest'
import { toBeNoSlowerThan } from './to-be-no-slower-than.ts'

/** What `taskbench/vitest` is in the files of a project that has the plugin: `*.bench.ts`. */
export { test } from './profile-test.ts'
export { describeTask, taskbench } from './index.ts'

expect.extend({
  toBeNoSlowerThan(received: unknown, baseline: unknown, options?: unknown) {
    return toBeNoSlowerThan(this.isNot, received, baseline, options)
  },
})
