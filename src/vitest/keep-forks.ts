import type { TestProject } from 'vitest/node'

/** Has a project's tests run in forks: `--pool` overrides what every project says, and threads refuse the flags that forks are started with. */
export function keepForks({ config }: Pick<TestProject, 'config'>): void {
  config.pool = 'forks'
}
