import { FAILED, GOLD, GOOD, BAD, PASSED } from './verdict-matrix.ts'

/** What a check did on the answers. */
export interface CheckFigures {
  passed: number
  failed: number
  undecided: number
  /** Bad answers that it failed / bad answers; `null` without bad ones. */
  coverage: number | null
  /** Good answers that it failed / good answers; `null` without good ones. */
  ffr: number | null
  /** Matthews correlation of *failed* with *bad*; `null` where a margin is empty. */
  mcc: number | null
}

/** What a set of checks does on the answers. */
export interface SetFigures {
  /** Bad answers that at least one check fails / bad answers; `null` without bad ones. */
  coverage: number | null
  /** Good answers that at least one check fails / good answers; `null` without good ones. */
  ffr: number | null
  /** Harmonic mean of coverage and 1 − FFR, 0 when both are 0; `null` where one of them is. */
  alignment: number | null
}

const share = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole)

/** Figures of one check. Undecided counts as not failed; answers without a label count for its verdicts alone. */
export function checkFigures(verdicts: Uint8Array, labels: Uint8Array): CheckFigures {
  let [passed, failed, bad, good, failedBad, failedGood] = [0, 0, 0, 0, 0, 0]
  // An index, for there are millions of verdicts.
  for (let answer = 0; answer < verdicts.length; answer++) {
    const verdict = verdicts[answer]
    const label = labels[answer]
    const fails = verdict === FAILED
    if (fails) failed++
    else if (verdict === PASSED) passed++
    if (label === BAD) {
      bad++
      if (fails) failedBad++
    } else if (label === GOOD || label === GOLD) {
      good++
      if (fails) failedGood++
    }
  }
  const undecided = verdicts.length - passed - failed
  const mcc = correlation(failedBad, failedGood, bad - failedBad, good - failedGood)
  return { passed, failed, undecided, coverage: share(failedBad, bad), ffr: share(failedGood, good), mcc }
}

/** Matthews correlation coefficient (1975) from the four counts; `null` where a margin is empty. */
export function correlation(truePositives: number, falsePositives: number, falseNegatives: number, trueNegatives: number): number | null {
  const margins = [
    truePositives + falsePositives,
    truePositives + falseNegatives,
    trueNegatives + falsePositives,
    trueNegatives + falseNegatives,
  ]
  if (margins.includes(0)) return null
  const scale = margins.reduce((product, margin) => product * Math.sqrt(margin), 1)
  return (truePositives * trueNegatives - falsePositives * falseNegatives) / scale
}

/** Figures of a set from what it fails. */
export function setFigures(failedBad: number, bad: number, failedGood: number, good: number): SetFigures {
  const [coverage, ffr] = [share(failedBad, bad), share(failedGood, good)]
  if (coverage === null || ffr === null) return { coverage, ffr, alignment: null }
  const kept = 1 - ffr
  return { coverage, ffr, alignment: coverage + kept === 0 ? 0 : (2 * coverage * kept) / (coverage + kept) }
}
