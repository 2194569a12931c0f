import type { DropReason } from '../../schema/checks-file.ts'
import type { BitRows } from './bit-rows.ts'
import { rowKey } from './bit-rows.ts'
import { FAILED, GOLD, BAD, UNDECIDED } from './verdict-matrix.ts'

/** A check that is not used, by its index; `equalTo` is the one that stands for it. */
export interface Dropped {
  check: number
  reason: DropReason
  equalTo?: number
}

/**
 * Why a check is useless by itself; `null` if it is not. It crashes when it is undecided on every answer, fails gold when it fails an answer
 * that is right beyond doubt, always fails when it passes none, and never fails when there are bad answers and it fails nothing at all.
 */
export function uselessBecause(verdicts: Uint8Array, labels: Uint8Array): DropReason | null {
  let [failed, undecided, bad, failedGold] = [0, 0, 0, 0]
  // An index, for there are millions of verdicts.
  for (let answer = 0; answer < verdicts.length; answer++) {
    const verdict = verdicts[answer]
    if (labels[answer] === BAD) bad++
    if (verdict === UNDECIDED) undecided++
    else if (verdict === FAILED) {
      failed++
      if (labels[answer] === GOLD) failedGold++
    }
  }
  if (verdicts.length === 0) return null
  if (undecided === verdicts.length) return 'crashes'
  if (failedGold > 0) return 'fails-gold'
  if (failed + undecided === verdicts.length) return 'always-fails'
  return failed === 0 && bad > 0 ? 'never-fails' : null
}

/** Of checks that fail the same bad and good answers all but the first. `checks` are in the order of their names, as are the rows. */
export function equalChecks(checks: readonly number[], bad: BitRows, good: BitRows): Dropped[] {
  const first = new Map<string, number>()
  return checks.flatMap((check, row): Dropped[] => {
    if (bad.counts[row] === 0 && good.counts[row] === 0) return []
    const key = `${rowKey(bad, row)}/${rowKey(good, row)}`
    const known = first.get(key)
    if (known === undefined) first.set(key, check)
    return known === undefined ? [] : [{ check, reason: 'equal', equalTo: known }]
  })
}
