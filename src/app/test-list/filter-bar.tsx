import { useMemo } from 'react'
import type { Rows } from '../data/row-store.ts'
import type { TestRow } from '../data/test-row.ts'
import { OUTCOMES } from '../data/test-row.ts'
import type { Outcome } from '../data/test-row.ts'
import { counted, formatCount } from '../format/format-count.ts'
import type { AppLocation } from '../location/app-location.ts'
import { CheckVerdictSelect } from './check-verdict-select.tsx'
import { facets } from './facets.ts'
import { FilterSelect } from './filter-select.tsx'
import { SearchField } from '../parts/search-field.tsx'

const NO_FILTERS = { task: null, model: null, outcome: null, check: null, tag: null, query: '' } as const

/** Everything that the list of tests can be narrowed by, and how many tests are left. */
export function FilterBar({
  place,
  rows,
  shown,
  onChange,
}: {
  place: AppLocation
  rows: Rows<TestRow>
  shown: number
  onChange(change: Partial<AppLocation>): void
}) {
  const { tasks, models, checks, tags } = useMemo(() => facets(rows.all), [rows])
  const { task, model, outcome, check, tag, query } = place
  const narrowed = query !== '' || [task, model, outcome, check, tag].some((value) => value !== null)
  return (
    <search className="filters">
      <SearchField
        query={query}
        title="Of answers over 8,000 characters, the first 2,000 are searched"
        onChange={(words) => onChange({ query: words })}
      />
      <FilterSelect label="Task" all="All tasks" values={tasks} value={task} onChange={(value) => onChange({ task: value })} />
      <FilterSelect label="Model" all="All models" values={models} value={model} onChange={(value) => onChange({ model: value })} />
      <FilterSelect
        label="Verdict"
        all="Any verdict"
        values={OUTCOMES}
        value={outcome}
        onChange={(value) => onChange({ outcome: value as Outcome | null })}
      />
      <FilterSelect label="Check" all="Any check" values={checks} value={check} onChange={(value) => onChange({ check: value })} />
      {check !== null && <CheckVerdictSelect value={place.checkVerdict} onChange={(checkVerdict) => onChange({ checkVerdict })} />}
      <FilterSelect label="Tag" all="Any tag" values={tags} value={tag} onChange={(value) => onChange({ tag: value })} />
      <p className="filter-count" role="status">
        {shown === rows.expected ? counted(shown, 'test') : `${formatCount(shown)} of ${counted(rows.expected, 'test')}`}
      </p>
      {narrowed && (
        <button type="button" className="quiet-button" onClick={() => onChange(NO_FILTERS)}>
          Clear
        </button>
      )}
    </search>
  )
}
