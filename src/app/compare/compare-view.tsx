import { useDeferredValue, useMemo } from 'react'
import { useReportData, useRows } from '../data/report-context.ts'
import { useLocation } from '../location/use-location.ts'
import { useMedia } from '../parts/use-media.ts'
import { VirtualList } from '../parts/virtual-list.tsx'
import { chosenPair } from './chosen-pair.ts'
import { CompareBar } from './compare-bar.tsx'
import { PairDetail } from './pair-detail.tsx'
import { PairRow } from './pair-row.tsx'
import { filterPairs, pairCases } from './pair-cases.ts'

/** Two models case by case: those that only one of them passed, and the answers to the open case side by side. */
export function CompareView() {
  const { report } = useReportData()
  const { place, go, adjust } = useLocation()
  const rows = useRows()
  const narrow = useMedia('(max-width: 900px)')
  const chosen = chosenPair(report, place)
  const { task, a, b } = chosen
  const { check, tag, flip, query } = place
  const lateQuery = useDeferredValue(query)
  const pairs = useMemo(() => pairCases(rows.all, { task, a, b, check }), [rows, task, a, b, check])
  const shown = useMemo(() => filterPairs(pairs, { flip, tag, query: lateQuery }), [pairs, flip, tag, lateQuery])
  const open = pairs.find((pair) => pair.key === place.test)
  const loading = rows.state === 'loading'
  return (
    <div className="tests">
      <div className="tests-side" hidden={narrow && place.test !== null}>
        <h2 className="unseen">Comparison of two models</h2>
        <CompareBar chosen={chosen} pairs={pairs} shown={shown.length} onChange={(change) => adjust({ task, a, b, ...change })} />
        {rows.state === 'damaged' && <p className="problem">The data in this file is damaged: not all cases can be compared.</p>}
        <VirtualList
          label="Cases"
          rows={shown}
          selected={place.test}
          empty={loading ? 'Loading …' : 'No case fits: these models agree on all the others.'}
          onSelect={(test) => (narrow ? go : adjust)({ task, a, b, test })}
        >
          {(pair) => <PairRow pair={pair} />}
        </VirtualList>
      </div>
      <section className="tests-main" aria-label="Open case" hidden={narrow && place.test === null}>
        {open !== undefined && (
          <PairDetail key={open.key} pair={open} chosen={chosen} narrow={narrow} onClose={() => adjust({ test: null })} />
        )}
        {open === undefined && place.test !== null && (
          <p className="empty">{loading ? 'Loading …' : 'This case is not in this comparison.'}</p>
        )}
        {place.test === null && <p className="empty">Choose a case to see both answers with their differences marked.</p>}
      </section>
    </div>
  )
}
