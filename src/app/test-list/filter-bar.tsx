import { useMemo } from 'react'
import type { Verdict } from '../../schema/check.ts'
import type { Rows } from '../data/row-store.ts'
import { OUTCOMES } from '../data/test-row.ts'
import type { Outcome } from '../data/test-row.ts'
import { counted, formatCount } from '../format/format-count.ts'
import type { AppLocation } from '../location/app-location.ts'
import { facets } from './facets.ts'
import { FilterSelect } from './filter-select.tsx'

const NO_FILTERS = { task: null, model: null, outcome: null, check: null, tag: null, query: '' } as const

/** Everything that the list of tests can be narrowed by, and how many tests are left. */
export function FilterBar({
  place,
  rows,
  shown,
  onChange,
}: {
  place: AppLocation
  rows: Rows
  shown: number
  onChange(change: Partial<AppLocation>): void
}) {
  const { tasks, models, checks, tags } = useMemo(() => facets(rows.all), [rows])
  const narrowed = Object.keys(NO_FILTERS).some(
    (name) => place[name as keyof typeof NO_FILTERS] !== NO_FILTERS[name as keyof typeof NO_FILTERS],
  )
  return (
    <search className="filters">
      <label className="filter filter-text">
        <span className="unseen">Search answers and case ids</span>
        <input
          type="search"
          placeholder="Search answers and case ids"
          value={place.query}
          onChange={(event) => onChange({ query: event.target.value })}
        />
      </label>
      <FilterSelect label="Task" all="All tasks" values={tasks} value={place.task} onChange={(task) => onChange({ task })} />
      <FilterSelect label="Model" all="All models" values={models} value={place.model} onChange={(model) => onChange({ model })} />
      <FilterSelect
        label="Verdict"
        all="Any verdict"
        values={OUTCOMES}
        value={place.outcome}
        onChange={(outcome) => onChange({ outcome: outcome as Outcome | null })}
      />
      <FilterSelect label="Check" all="Any check" values={checks} value={place.check} onChange={(check) => onChange({ check })} />
      {place.check !== null && (
        <label className="filter filter-set">
          <span className="unseen">Verdict of the check</span>
          <select value={place.checkVerdict} onChange={(event) => onChange({ checkVerdict: event.target.value as Verdict })}>
            {['failed', 'undecided', 'passed'].map((verdict) => (
              <option key={verdict} value={verdict}>
                check {verdict}
              </option>
            ))}
          </select>
        </label>
      )}
      <FilterSelect label="Tag" all="Any tag" values={tags} value={place.tag} onChange={(tag) => onChange({ tag })} />
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
