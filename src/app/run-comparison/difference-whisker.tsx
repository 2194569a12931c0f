import type { MetricComparison } from '../../schema/run-comparison.ts'
import { Whisker } from '../overview/whisker.tsx'
import type { Domain } from '../overview/whisker.tsx'

/** A difference with its interval on a scale in whose middle there is none. */
export function DifferenceWhisker({ comparison, domain, text }: { comparison: MetricComparison; domain: Domain; text: string }) {
  const { difference, low, high, verdict } = comparison
  if (difference === null) return null
  return (
    <div className={`difference verdict-${verdict.replaceAll(' ', '-')}`}>
      <Whisker value={difference} low={low} high={high} domain={domain} text={text} zero />
    </div>
  )
}
