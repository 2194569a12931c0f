import type { Calibrations, LabelledCheck } from '../schema/judge.ts'
import type { Result } from '../schema/report.ts'
import type { TrialRecord } from '../schema/trial-record.ts'
import { LEVEL } from '../statistics/interval.ts'
import { judgeCorrection, resampleLabels } from '../statistics/judge-correction.ts'
import type { ResampledLabels } from '../statistics/judge-correction.ts'
import { wilsonInterval } from '../statistics/wilson-interval.ts'

type Correction = NonNullable<Result['checks'][number]['corrected']>
type Rate = Correction['sensitivity']

const METHOD = 'Rogan–Gladen, bootstrap over cases and labels'

/** What is known of the errors of judges, with resamples of their labels that are drawn once for all models and checks. */
export class JudgeCorrections {
  readonly #calibrations: Calibrations
  readonly #seed: number
  readonly #resampled = new Map<string, ResampledLabels>()

  constructor(calibrations: Calibrations, seed: number) {
    this.#calibrations = calibrations
    this.#seed = seed
  }

  /** Was a judge ever compared with people? `judge`: `MODEL PROMPT-HASH`. */
  has(judge: string): boolean {
    return this.#calibrations.has(judge)
  }

  /**
   * The checks of a model's trials with their pass rates as people would find them: of those that one judge decided, by the labels of the very check,
   * or, where these do not tell, by all labels of that judge. Trials are in the order of case ids. Other checks are as they were.
   */
  correct(task: string, checks: Result['checks'], trials: readonly TrialRecord[]): Result['checks'] {
    const judges = new Set(trials.flatMap(({ judge }) => (judge ? `${judge.model} ${judge.promptHash}` : [])))
    const [judge, ...others] = judges
    const labelled = judge === undefined || others.length > 0 ? [] : (this.#calibrations.get(judge) ?? [])
    if (judge === undefined || labelled.length === 0) return checks
    const kinds = new Set(labelled.map(({ kind }) => kind))
    return checks.map((check) => {
      const corrected = kinds.has(check.kind) ? this.#correction(judge, labelled, { task, check: check.name }, trials) : null
      return corrected === null ? check : { ...check, corrected }
    })
  }

  #correction(
    judge: string,
    labelled: readonly LabelledCheck[],
    { task, check }: { task: string; check: string },
    trials: readonly TrialRecord[],
  ): Correction | null {
    const scores = passedByCase(trials, check)
    const own = labelled.filter((each) => each.task === task && each.check === check)
    for (const [labelsOf, chosen] of [['check', own] as const, ['judge', labelled] as const]) {
      const labels = this.#labels(`${judge} ${labelsOf === 'check' ? JSON.stringify([task, check]) : ''}`, chosen)
      const share = judgeCorrection(scores, labels)
      if (share === null) continue
      const { yesYes, yesNo, noYes, noNo } = labels.all
      return {
        ...share,
        level: LEVEL,
        n: scores.length,
        method: METHOD,
        labels: yesYes + yesNo + noYes + noNo,
        labelsOf,
        sensitivity: rate(yesYes, noYes),
        specificity: rate(noNo, yesNo),
      }
    }
    return null
  }

  #labels(key: string, checks: readonly LabelledCheck[]): ResampledLabels {
    const known = this.#resampled.get(key)
    if (known) return known
    const tables = checks.flatMap(({ cases }) => cases.map(([yesYes, yesNo, noYes, noNo]) => ({ yesYes, yesNo, noYes, noNo })))
    const labels = resampleLabels(tables, [this.#seed, key])
    this.#resampled.set(key, labels)
    return labels
  }
}

function rate(right: number, wrong: number): Rate {
  const n = right + wrong
  return { value: right / n, ...wilsonInterval(right, n), n }
}

/** Of each case the share of its decided answers that passed. */
function passedByCase(trials: readonly TrialRecord[], name: string): number[] {
  const cases = new Map<string, { passed: number; decided: number }>()
  for (const trial of trials) {
    for (const check of trial.checks) {
      if (check.name !== name || check.verdict === 'undecided') continue
      const counts = cases.get(trial.case) ?? { passed: 0, decided: 0 }
      cases.set(trial.case, counts)
      counts.decided++
      if (check.verdict === 'passed') counts.passed++
    }
  }
  return [...cases.values()].map(({ passed, decided }) => passed / decided)
}
