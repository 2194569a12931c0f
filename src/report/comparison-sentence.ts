import type { MetricComparison, TaskComparison } from '../schema/run-comparison.ts'
import { formatBounds, formatDifference, formatPValue, formatValue } from './format-metric.ts'

/** "66.7 % → 100 %, +33.3 points [−2.1, 60.0], p = 0.25": both values on the pairs and their difference; a part that is unknown is left out. */
export function differenceText({ a, b, difference, low, high, unit, pValue, adjustedPValue, primary }: MetricComparison): string {
  const bounds = formatBounds({ low, high }, unit)
  const parts = [
    `${formatValue(a, unit)} → ${formatValue(b, unit)}`,
    ...(difference === null ? [] : [`${formatDifference(difference, unit)}${bounds === '' ? '' : ` ${bounds}`}`]),
    formatPValue(primary ? adjustedPValue : pValue),
  ]
  return parts.filter((part) => part !== '').join(', ')
}

/** The verdict in words, with what the test could have found where it found nothing. */
export function verdictWords({ verdict, smallestDetectable, unit, reason }: MetricComparison): string {
  const detail =
    verdict === 'no difference found'
      ? smallestDetectable === null
        ? ' (none could have been: too few cases, or too few that differ)'
        : ` (${formatDifference(smallestDetectable, unit).replace(/^\+/, '')} would have been found 4 times in 5)`
      : ''
  return `${verdict}${detail}${reason === null ? '' : `: ${reason}`}`
}

/** "20 pairs, 2 of them by id alone: their input or gold has changed". */
export function pairsText({ paired, byId }: TaskComparison['cases']): string {
  const pairs = `${paired} ${paired === 1 ? 'pair' : 'pairs'}`
  if (byId === 0) return pairs
  return `${pairs}, ${byId} of them by id alone: their input or gold has changed`
}

/** "3 only in A: x, y, z"; `null` where there is none. `show` makes a name safe to print. */
export function onlyText(
  { count, names }: { count: number; names: readonly string[] },
  side: 'A' | 'B',
  show: (name: string) => string,
): string | null {
  if (count === 0) return null
  const more = count - names.length
  return `${count} only in ${side}: ${names.map(show).join(', ')}${more > 0 ? ` and ${more} more` : ''}`
}
