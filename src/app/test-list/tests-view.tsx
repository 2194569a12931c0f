import { useDeferredValue, useMemo } from 'react'
import { useRows } from '../data/report-context.ts'
import { TestDetail } from '../detail/test-detail.tsx'
import { useLocation } from '../location/use-location.ts'
import { useMedia } from '../parts/use-media.ts'
import { VirtualList } from '../parts/virtual-list.tsx'
import { FilterBar } from './filter-bar.tsx'
import { filterRows } from './filter-rows.ts'
import { TestListRow } from './test-list-row.tsx'

/** The list of tests and, beside it, the one that is open; on a narrow page one at a time. */
export function TestsView() {
  const { place, go, adjust } = useLocation()
  const rows = useRows()
  const narrow = useMedia('(max-width: 900px)')
  const { task, model, outcome, check, checkVerdict, tag, query } = place
  const lateQuery = useDeferredValue(query)
  const shown = useMemo(
    () => filterRows(rows, { task, model, outcome, check, checkVerdict, tag, query: lateQuery }),
    [rows, task, model, outcome, check, checkVerdict, tag, lateQuery],
  )
  const open = place.test === null ? null : (rows.byKey.get(place.test) ?? null)
  const hidesList = narrow && place.test !== null
  return (
    <div className="tests">
      <div className="tests-side" hidden={hidesList}>
        <h2 className="unseen">Tests</h2>
        <FilterBar place={place} rows={rows} shown={shown.length} onChange={adjust} />
        {rows.state === 'damaged' && <p className="problem">The data in this file is damaged: not all tests can be shown.</p>}
        <VirtualList
          label="Tests"
          rows={shown}
          selected={place.test}
          empty={rows.state === 'loading' ? 'Loading …' : 'No test fits these filters.'}
          onSelect={(test) => (narrow ? go : adjust)({ test })}
        >
          {(row) => <TestListRow row={row} />}
        </VirtualList>
      </div>
      <section className="tests-main" aria-label="Open test" hidden={narrow && place.test === null}>
        {open !== null && <TestDetail key={open.key} row={open} onClose={() => adjust({ test: null })} narrow={narrow} />}
        {open === null && place.test !== null && (
          <p className="empty">{rows.state === 'loading' ? 'Loading …' : 'This test is not in this report.'}</p>
        )}
        {place.test === null && <p className="empty">Choose a test to see its prompt, answer and checks.</p>}
      </section>
    </div>
  )
}
