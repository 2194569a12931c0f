import { seededRandom } from '../random/seeded-random.ts'
import type { CaseScore, MetricDefinition } from '../schema/metric-definition.ts'
import type { Comparison } from '../schema/report.ts'
import { holm } from '../statistics/holm.ts'
import { LEVEL } from '../statistics/interval.ts'
import { mcnemarExact } from '../statistics/mcnemar-exact.ts'
import { smallestDetectableMcNemar, smallestDetectableMean } from '../statistics/smallest-detectable.ts'
import { ALPHA } from './alpha.ts'
import { alignScores, pairSides } from './align-scores.ts'
import type { PairedScores } from './align-scores.ts'
import { flipPValues } from './flip-p-values.ts'
import { missingBounds } from './missing-bounds.ts'
import { pairedDifference } from './paired-difference.ts'
import type { PairedDifference } from './paired-difference.ts'
import { testName, verdictOf } from './verdict-of.ts'

/** Two sides by one metric, on the cases that both have. */
export interface ComparedPair {
  a: string
  b: string
  paired: PairedScores
  /** `null`: there is nothing to compare. */
  difference: PairedDifference | null
}

/**
 * All pairs of models by one metric of one task, on the cases that both have: difference a − b with its 95 % interval, p (exact McNemar for
 * right and wrong, else sign flips), p adjusted by Holm over the pairs, verdict of a against b, and the smallest difference that test and interval
 * at α/pairs would have found with power 0.8. Undecided where more than 5 % of the pairs are missing or the models' missing rates differ by
 * more than 5 points (the interval then is that between all missing 0 and 1), and where a difference would not hold for all that the missing
 * scores could be. `margin`: what counts as equal, in the metric's unit. Cases that a model was not asked (by caseHash, `notAsked`) are not missing:
 * it is compared on the others.
 */
export function compareModels(
  task: string,
  metric: MetricDefinition,
  scoresByModel: ReadonlyMap<string, readonly CaseScore[]>,
  seed: number,
  margin: number | null = null,
  notAsked: ReadonlyMap<string, ReadonlySet<string>> | null = null,
): Comparison[] {
  const models = [...scoresByModel.keys()]
  if (models.length < 2) return []
  const aligned = alignScores([...scoresByModel.values()])
  const pairs: ComparedPair[] = models.flatMap((a, i) =>
    models.slice(i + 1).map((b, offset) => {
      const paired = pairSides(aligned, i, i + 1 + offset, leftOut(notAsked?.get(a), notAsked?.get(b)))
      return { a, b, paired, difference: pairedDifference(paired.pairs, metric) }
    }),
  )
  const pValues = pValuesOf(pairs, aligned.rows.length, task, seed)
  const adjusted = holm(pValues)
  return pairs.map((pair, index) => {
    const p = { pValue: pValues[index] ?? null, adjustedPValue: adjusted[index] ?? null }
    const { reason, ...found } = outcome(pair, metric, p.adjustedPValue, margin, pairs.length)
    return {
      task,
      metric: metric.name,
      a: pair.a,
      b: pair.b,
      margin,
      ...p,
      ...found,
      ...(reason === null ? {} : { reason }),
    }
  })
}

/** Is a row's case one that either of two models was not asked? */
function leftOut(...notAsked: (ReadonlySet<string> | undefined)[]): ((row: readonly (CaseScore | null)[]) => boolean) | null {
  const sets = notAsked.filter((each) => each !== undefined && each.size > 0)
  if (sets.length === 0) return null
  return (row) => {
    const hash = row.find((score) => score !== null)?.caseHash
    return hash !== undefined && sets.some((each) => each?.has(hash))
  }
}

const isDecidable = ({ paired, difference }: ComparedPair): boolean => difference !== null && !paired.tooManyMissing

function pValuesOf(pairs: readonly ComparedPair[], rows: number, task: string, seed: number): (number | null)[] {
  const flipped = pairs.flatMap((pair) =>
    isDecidable(pair) && pair.difference && !pair.difference.discordant
      ? [{ pair, difference: pair.difference, places: pair.paired.places }]
      : [],
  )
  const byFlips = flipped.length === 0 ? [] : flipPValues(flipped, rows, flipped.length, seededRandom(seed, task, 'sign flips'))
  const known = new Map(flipped.map(({ pair }, index) => [pair, byFlips[index] as number]))
  return pairs.map((pair) => {
    const discordant = isDecidable(pair) ? pair.difference?.discordant : null
    return discordant ? mcnemarExact(discordant.onlyA, discordant.onlyB) : (known.get(pair) ?? null)
  })
}

export type PairOutcome = Pick<
  Comparison,
  'n' | 'unpaired' | 'difference' | 'low' | 'high' | 'method' | 'verdict' | 'smallestDetectable'
> & {
  /** Why what the test found is not said. */
  reason: string | null
}

/** What is said of a pair by its (adjusted) p among so many `tests`. */
export function outcome(pair: ComparedPair, metric: MetricDefinition, p: number | null, margin: number | null, tests: number): PairOutcome {
  const { paired, difference } = pair
  const counts = { n: paired.pairs.length, unpaired: paired.unpaired, difference: difference?.value ?? null }
  if (!difference || paired.tooManyMissing) {
    const bounds = missingBounds(paired.rows, metric)
    const method = bounds ? 'missing data, bounds with all missing 0 and 1' : 'missing data'
    return {
      ...counts,
      low: bounds?.low ?? null,
      high: bounds?.high ?? null,
      method,
      verdict: 'undecided',
      reason: null,
      smallestDetectable: null,
    }
  }
  const interval = difference.interval(LEVEL)
  return {
    ...counts,
    low: interval?.low ?? null,
    high: interval?.high ?? null,
    method: `${difference.method}, ${testName(difference)}`,
    ...verdictOf({ paired, difference, metric, p, margin, tests }),
    smallestDetectable: smallestDetectable(difference, ALPHA / tests),
  }
}

function smallestDetectable({ discordant, n, se, hasPseudoCases }: PairedDifference, alpha: number): number | null {
  if (discordant) return smallestDetectableMcNemar(n, (discordant.onlyA + discordant.onlyB) / n, alpha)
  return smallestDetectableMean(n, se, alpha, hasPseudoCases)
}
