import type { ReactNode } from 'react'
import type { Rows, StoredRow } from '../data/row-store.ts'
import { useLocation } from '../location/use-location.ts'
import { useMedia } from '../parts/use-media.ts'
import { VirtualList } from '../parts/virtual-list.tsx'
import type { AppLocation } from '../location/app-location.ts'
import { PairDetail } from './pair-detail.tsx'
import { PairRow } from './pair-row.tsx'
import type { CasePair } from './pair-cases.ts'
import type { PairNames } from './pair-names.ts'

/** What a comparison lists, and what is said of it. */
export interface PairsViewOptions {
  title: string
  names: PairNames
  pairs: readonly CasePair[]
  shown: CasePair[]
  state: Rows<StoredRow>['state']
  /** Said where no case is listed. */
  empty: string
  /** What the address says of this comparison beside the open case. */
  place: Partial<AppLocation>
  /** Above the list: what is compared, and the filters. */
  bar: ReactNode
  /** What is said of the open case, above its answers. */
  about?: (pair: CasePair) => ReactNode
}

/** Cases of two sides and, beside the list, the answers to the open one; on a narrow page one at a time. */
export function PairsView({ title, names, pairs, shown, state, empty, place: own, bar, about }: PairsViewOptions) {
  const { place, go, adjust } = useLocation()
  const narrow = useMedia('(max-width: 900px)')
  const open = pairs.find((pair) => pair.key === place.test)
  const loading = state === 'loading'
  return (
    <div className="tests">
      <div className="tests-side" hidden={narrow && place.test !== null}>
        <h2 className="unseen">{title}</h2>
        {bar}
        {state === 'damaged' && <p className="problem">The data in this file is damaged: not all cases can be compared.</p>}
        <VirtualList
          label="Cases"
          rows={shown}
          selected={place.test}
          empty={loading ? 'Loading …' : empty}
          onSelect={(test) => (narrow ? go : adjust)({ ...own, test })}
        >
          {(pair) => <PairRow pair={pair} />}
        </VirtualList>
      </div>
      <section className="tests-main" aria-label="Open case" hidden={narrow && place.test === null}>
        {open !== undefined && (
          <PairDetail key={open.key} pair={open} names={names} narrow={narrow} onClose={() => adjust({ test: null })}>
            {about?.(open)}
          </PairDetail>
        )}
        {open === undefined && place.test !== null && (
          <p className="empty">{loading ? 'Loading …' : 'This case is not in this comparison.'}</p>
        )}
        {place.test === null && <p className="empty">Choose a case to see both answers with their differences marked.</p>}
      </section>
    </div>
  )
}
