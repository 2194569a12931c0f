import { resolveCheck } from '../checks/resolve-check.ts'
import { placeProblems } from '../config/zod-faults.ts'
import type { CheckSpec } from '../schema/check.ts'
import type { Fault, Place } from '../schema/fault.ts'

export interface ResolvedChecks {
  checks: CheckSpec[]
  faults: Fault[]
}

interface Source {
  placeOf(path: readonly PropertyKey[], of?: 'key' | 'value'): Place
}

/** Validates the checks at a path, each by its kind and at its own place. What is no list holds none. */
export function resolveChecks(list: unknown, source: Source, base: readonly PropertyKey[] = ['checks']): ResolvedChecks {
  const checks: CheckSpec[] = []
  const faults: Fault[] = []
  for (const [index, raw] of (Array.isArray(list) ? (list as unknown[]) : []).entries()) {
    const path = [...base, index]
    const resolved = resolveCheck(raw)
    if ('check' in resolved) checks.push({ ...resolved.check, place: source.placeOf(path) })
    else {
      const problems = resolved.problems.map((problem) => ({
        ...problem,
        path: [...path, ...problem.path],
        atKey: problem.message.startsWith('unknown argument'),
      }))
      faults.push(...placeProblems(problems, source))
    }
  }
  return { checks, faults }
}

/** Checks whose name another one has: of the task's, and of each case's together with the task's. */
export function repeatedNames(checks: readonly CheckSpec[], ofCases: readonly (readonly CheckSpec[])[]): Fault[] {
  const names = new Set<string>()
  const faultsIn = (some: readonly CheckSpec[], seen: Set<string>) =>
    some.flatMap(({ name, place }): Fault[] => {
      const repeats = seen.has(name)
      seen.add(name)
      const message = `two checks are named ${JSON.stringify(name)}`
      return repeats && place ? [{ place, message, hint: 'give each its own `name`' }] : []
    })
  return [...faultsIn(checks, names), ...ofCases.flatMap((some) => (some.length === 0 ? [] : faultsIn(some, new Set(names))))]
}
