import type { BenchmarkCell } from '../../schema/benchmark-report.ts'

/** Says of a measurement that it is suspect, and why. */
export function SuspectTag({ validity }: Pick<BenchmarkCell, 'validity'>) {
  if (!validity.suspect) return null
  return (
    <abbr className="suspect-tag" title={validity.reasons.join('; ')}>
      SUSPECT
    </abbr>
  )
}
