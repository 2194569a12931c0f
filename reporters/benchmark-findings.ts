import type { BenchmarkComparison, BenchmarkReport } from '../src/schema/benchmark-report.ts'
import { oneLine } from './one-line.ts'
import { changeText, FIGURE_NAMES, pSentence } from './profile-comparison-lines.ts'

const LONGEST = 500

/** Models of one scenario against each other, in sentences: what differs first; what was not tested is said once. */
export function comparisonSentences({ comparisons }: Pick<BenchmarkReport, 'comparisons'>, scenario: string): string[] {
  const own = comparisons.filter((comparison) => comparison.scenario === scenario)
  const tested = own.filter(({ pValue }) => pValue !== null)
  const differing = tested.filter(({ verdict }) => verdict === 'slower' || verdict === 'faster')
  const count = (verdict: BenchmarkComparison['verdict']) => tested.filter((comparison) => comparison.verdict === verdict).length
  const rest = [
    ...(count('same') > 0 ? [`${count('same')} the same within ${floorText(own)}`] : []),
    ...(count('undecided') > 0 ? [`${count('undecided')} undecided`] : []),
  ]
  return [
    ...differing.map(sentence),
    ...(rest.length > 0 ? [`${rest.join(', ')} of ${tested.length} comparisons of models`] : []),
    ...(own.length > tested.length ? ['Models are compared from 6 repetitions on (--repetitions 6)'] : []),
  ]
}

/** Advice in sentences; what is not of a scenario at the end. */
export const adviceSentences = ({ recommendations }: Pick<BenchmarkReport, 'recommendations'>): string[] =>
  recommendations.map(({ text }) => oneLine(text, LONGEST))

function sentence({ a, b, step, figure, ratio, low, high, adjustedPValue, verdict }: BenchmarkComparison): string {
  const range = low === null || high === null ? '' : ` (${changeText(low)} … ${changeText(high)})`
  const at = step === 0 ? '' : `, step ${step}`
  return oneLine(
    `${b} is ${verdict} than ${a}${at}: ${FIGURE_NAMES[figure] ?? figure} ${changeText(ratio)}${range}, ${pSentence(adjustedPValue)}`,
    LONGEST,
  )
}

const floorText = ([first]: readonly BenchmarkComparison[]): string => `${(100 * (first?.floor ?? 0)).toFixed(0)} %`
