import { seededRandom } from '../random/seeded-random.ts'
import { LEVEL } from './interval.ts'
import type { Interval } from './interval.ts'
import { quantile } from './quantile.ts'
import { resampledMeans } from './resampled-means.ts'
import type { TwoByTwo } from './two-by-two.ts'
import { wilsonInterval } from './wilson-interval.ts'

const RESAMPLES = 2_000
/** Fewer resamples in which the judge tells right from wrong say nothing of an interval. */
const LEAST_RESAMPLES = 1_000

/** A share of passed answers as people would find it, with its interval. */
export interface CorrectedShare extends Interval {
  value: number
}

/** Labelled answers of a judge, added up, and so in each of 2,000 seeded resamples of the labelled cases. */
export interface ResampledLabels {
  all: TwoByTwo
  resamples: readonly TwoByTwo[]
}

/**
 * (p + specificity − 1)/(sensitivity + specificity − 1), cut to 0..1 (Rogan and Gladen 1978): the share that people would pass, from the share p that a
 * judge passed and its errors on labelled answers (a: the judge, b: people; yes: passed). `null` where people passed or failed nothing, or where the
 * judge does not do better than chance.
 */
export function judgeCorrectedShare(share: number, labels: TwoByTwo): number | null {
  const { yesYes, yesNo, noYes, noNo } = labels
  if (yesYes + noYes === 0 || yesNo + noNo === 0) return null
  const sensitivity = yesYes / (yesYes + noYes)
  const specificity = noNo / (yesNo + noNo)
  const better = sensitivity + specificity - 1
  return better <= 1e-12 ? null : Math.min(1, Math.max(0, (share + specificity - 1) / better))
}

/** `labels`: one table per labelled case, in the order of their ids. */
export function resampleLabels(labels: readonly TwoByTwo[], seed: readonly (string | number)[]): ResampledLabels {
  const random = seededRandom('judge correction', ...seed)
  const redrawn = (): TwoByTwo[] => labels.map(() => random.pick(labels))
  return { all: added(labels), resamples: Array.from({ length: RESAMPLES }, () => added(redrawn())) }
}

/**
 * The corrected share of judged cases (`scores`: share of passed answers per case, by case id) with the percentile interval of 2,000 seeded resamples
 * of cases and, on their own, of labelled cases. Where all cases have the same score, resamples of them would say that it is certain: it is drawn from
 * the shares that Wilson's intervals leave open. `null` without scores, where there is no corrected share, or in most resamples none.
 */
export function judgeCorrection(scores: readonly number[], { all, resamples }: ResampledLabels, level = LEVEL): CorrectedShare | null {
  if (scores.length === 0) return null
  const share = scores.reduce((sum, score) => sum + score, 0) / scores.length
  const value = judgeCorrectedShare(share, all)
  if (value === null) return null
  const isConstant = scores.every((score) => score === scores[0])
  const shares = isConstant ? wilsonShares(share, scores.length, resamples.length) : resampledMeans(scores, resamples.length, share)
  const values = resamples.flatMap((labels, resample) => judgeCorrectedShare(shares[resample] as number, labels) ?? [])
  if (values.length < LEAST_RESAMPLES) return null
  values.sort((a, b) => a - b)
  return { value, low: quantile(values, (1 - level) / 2), high: quantile(values, (1 + level) / 2) }
}

/** So many evenly drawn quantiles of a share, as Wilson's intervals of all levels have them; labels are resampled in no order of theirs. */
function wilsonShares(share: number, n: number, count: number): Float64Array {
  return Float64Array.from({ length: count }, (_, index) => {
    const at = (index + 0.5) / count
    return at < 0.5 ? wilsonInterval(share * n, n, 1 - 2 * at).low : wilsonInterval(share * n, n, 2 * at - 1).high
  })
}

function added(labels: readonly TwoByTwo[]): TwoByTwo {
  const sum = { yesYes: 0, yesNo: 0, noYes: 0, noNo: 0 }
  for (const { yesYes, yesNo, noYes, noNo } of labels) {
    sum.yesYes += yesYes
    sum.yesNo += yesNo
    sum.noYes += noYes
    sum.noNo += noNo
  }
  return sum
}
