import type { BaselineCase } from '../schema/baseline.ts'
import type { CaseScore } from '../schema/metric-definition.ts'

type Pair = { a: BaselineCase; b: BaselineCase }

/**
 * The scores of two sides by one metric, under one key per pair, ready to be aligned. A case that a metric does not apply to is in no list; a score
 * that is no finite number is missing, and counted.
 */
export function pairedScoresOf(pairs: readonly Pair[], metric: string): { a: CaseScore[]; b: CaseScore[]; notNumbers: number } {
  let notNumbers = 0
  const scoresOf = (side: 'a' | 'b'): CaseScore[] =>
    pairs.flatMap((pair, index) => {
      const key = `${pair.a.case} ${index}`
      const score = caseScore({ ...pair[side], case: key, caseHash: key }, metric)
      if (score === undefined) return []
      if (isFinite(score)) return [score]
      notNumbers++
      return [{ case: key, caseHash: key, score: null }]
    })
  return { a: scoresOf('a'), b: scoresOf('b'), notNumbers }
}

/** The score of a case as metrics give it; `undefined`: the metric does not apply to the case. */
export function caseScore({ case: id, caseHash, scores }: BaselineCase, metric: string): CaseScore | undefined {
  const found = Object.hasOwn(scores, metric) ? scores[metric] : undefined
  if (found === undefined) return undefined
  if (!Array.isArray(found)) return { case: id, caseHash, score: found }
  const [score, truePositives, falsePositives, falseNegatives] = found
  return { case: id, caseHash, score, parts: { truePositives, falsePositives, falseNegatives } }
}

const isFinite = ({ score, parts }: CaseScore): boolean =>
  (score === null || Number.isFinite(score)) && (!parts || Object.values(parts).every(Number.isFinite))
