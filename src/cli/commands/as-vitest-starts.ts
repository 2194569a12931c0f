import type { TestUserConfig } from 'vitest/node'

/**
 * Options as Vitest's own command makes them of its flags before it starts: `file:line` needs the places of tests, and `--exclude` adds to what the
 * config leaves out. `startVitest` and `createVitest` leave both to their callers.
 */
export function asVitestStarts(filters: readonly string[], options: TestUserConfig): TestUserConfig {
  const { exclude, ...others } = options
  return {
    ...(filters.some((filter) => filter.includes(':')) ? { includeTaskLocation: true } : {}),
    ...others,
    ...(exclude === undefined ? {} : { cliExclude: [exclude].flat() }),
  }
}
