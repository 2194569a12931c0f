import type { TestOptions } from 'vitest'

/** The chained forms of `test` that declare one as well. */
const CHAINED = new Set<PropertyKey>(['only', 'skip', 'fails', 'concurrent', 'sequential'])

type Body = (...args: never[]) => unknown

/** A `test` whose tests have no time-out, unless they are given one: what they wait for has time-outs of its own. */
export function withoutTimeout<T extends (...args: never[]) => unknown>(test: T): T {
  return new Proxy(test, {
    apply: (target, self, args: [name: string, second?: TestOptions | Body, third?: Body]) =>
      Reflect.apply(target, self, withTimeout(args) as never[]) as unknown,
    get(target, key) {
      const value: unknown = Reflect.get(target, key)
      return CHAINED.has(key) && typeof value === 'function' ? withoutTimeout(value as T) : value
    },
  })
}

function withTimeout([name, second, third]: [name: string, second?: TestOptions | Body, third?: Body]): unknown[] {
  if (typeof second === 'function') return [name, { timeout: 0 }, second]
  return [name, { timeout: 0, ...second }, third]
}
