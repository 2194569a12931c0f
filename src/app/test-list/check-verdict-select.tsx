import type { Verdict } from '../../schema/check.ts'

const VERDICTS: readonly Verdict[] = ['failed', 'undecided', 'passed']

/** How the check that tests are narrowed by must have ended. */
export function CheckVerdictSelect({ value, onChange }: { value: Verdict; onChange(value: Verdict): void }) {
  return (
    <div className="filter filter-set">
      <select
        aria-label="Verdict of the check"
        value={value}
        onChange={(event) => onChange(VERDICTS.find((verdict) => verdict === event.target.value) ?? 'failed')}
      >
        {VERDICTS.map((verdict) => (
          <option key={verdict} value={verdict}>
            check {verdict}
          </option>
        ))}
      </select>
    </div>
  )
}
