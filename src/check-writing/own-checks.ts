import { killRows } from './kill-rows.ts'
import { BAD, FAILED, UNLABELLED } from './selection/verdict-matrix.ts'
import type { TriedChecks } from './tried-checks.ts'

/** Of checks that were tried, those that fail the same answers as one of the first `own`: the index of each with that of its equal. */
export function equalToOwn({ verdicts, labels }: Pick<TriedChecks, 'verdicts' | 'labels'>, own: number): Map<number, number> {
  const keys = new Map<string, number>()
  const equals = new Map<number, number>()
  for (const [check, of] of verdicts.entries()) {
    const failed = [...labels.keys()].filter((answer) => labels[answer] !== UNLABELLED && of[answer] === FAILED)
    // What fails no bad answer is useless by itself, whatever else does so.
    if (!failed.some((answer) => labels[answer] === BAD)) continue
    const key = failed.join(',')
    const known = keys.get(key)
    if (check >= own && known !== undefined) equals.set(check, known)
    else if (check < own && known === undefined) keys.set(key, check)
  }
  return equals
}

/** What became of some of the checks that were tried, in the order of the indexes. A mutant counts as killed where one of them failed it. */
export function onlyChecks(tried: TriedChecks, indexes: readonly number[]): TriedChecks {
  const pick = <T>(list: readonly T[]): T[] => indexes.map((index) => list[index] as T)
  const verdicts = pick(tried.verdicts)
  return { ...tried, checks: pick(tried.checks), verdicts, killRates: pick(tried.killRates), kills: killRows(tried.answers, verdicts) }
}
