import type { Problem } from '../config/zod-faults.ts'
import { checkPath } from '../paths/query-path.ts'
import type { Pairing } from '../schema/task.ts'

const WITH_THRESHOLD: readonly string[] = ['fuzzy', 'semantic']
const WITH_TOLERANCE: readonly string[] = ['number', 'time']

/** What is wrong with a pairing beyond its types: paths that are no JSONPaths, and settings that its way of comparing does not read. */
export function pairingProblems(pairing: Pairing | undefined): Problem[] {
  if (!pairing) return []
  const keys = typeof pairing.key === 'string' ? [pairing.key] : (pairing.key ?? [])
  return [
    ...pathProblems(pairing.items, ['pairing', 'items']),
    ...keys.flatMap((key, index) => pathProblems(key, typeof pairing.key === 'string' ? ['pairing', 'key'] : ['pairing', 'key', index])),
    ...idle(pairing, 'threshold', WITH_THRESHOLD, ['pairing']),
    ...(pairing.compare ?? []).flatMap((compare, index) => {
      const at = ['pairing', 'compare', index]
      return [
        ...pathProblems(compare.path, [...at, 'path']),
        ...idle(compare, 'threshold', WITH_THRESHOLD, at),
        ...idle(compare, 'tolerance', WITH_TOLERANCE, at),
      ]
    }),
  ]
}

function pathProblems(path: string | undefined, at: PropertyKey[]): Problem[] {
  const problem = path === undefined ? null : checkPath(path)
  return problem === null ? [] : [{ path: at, message: problem }]
}

/** A setting that would have no effect. */
function idle<Key extends string>(
  given: { by: string } & { [K in Key]?: number | undefined },
  setting: Key,
  readBy: readonly string[],
  at: PropertyKey[],
): Problem[] {
  if (given[setting] === undefined || readBy.includes(given.by)) return []
  return [
    {
      path: [...at, setting],
      message: `\`${setting}\` has no effect with \`by: ${given.by}\``,
      hint: `it is read with ${readBy.join(' and ')}`,
    },
  ]
}
