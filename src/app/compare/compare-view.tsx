import { useDeferredValue, useMemo } from 'react'
import { useReportData, useRows } from '../data/report-context.ts'
import { formatLocation } from '../location/app-location.ts'
import { useLocation } from '../location/use-location.ts'
import { ModelName } from '../parts/model-name.tsx'
import { chosenPair } from './chosen-pair.ts'
import { CompareBar } from './compare-bar.tsx'
import { filterPairs, pairCases } from './pair-cases.ts'
import type { PairNames } from './pair-names.ts'
import { PairsView } from './pairs-view.tsx'

/** Two models case by case: those that only one of them passed, and the answers to the open case side by side. */
export function CompareView() {
  const { report } = useReportData()
  const { place, adjust } = useLocation()
  const rows = useRows()
  const chosen = chosenPair(report, place)
  const { task, a, b } = chosen
  const { check, tag, flip, query } = place
  const lateQuery = useDeferredValue(query)
  const pairs = useMemo(() => pairCases(rows.all, { task, a, b, check }), [rows, task, a, b, check])
  const shown = useMemo(() => filterPairs(pairs, { flip, tag, query: lateQuery }), [pairs, flip, tag, lateQuery])
  return (
    <PairsView
      title="Comparison of two models"
      names={namesOf(task, a, b)}
      pairs={pairs}
      shown={shown}
      state={rows.state}
      empty="No case fits: these models agree on all the others."
      place={{ task, a, b }}
      bar={<CompareBar chosen={chosen} pairs={pairs} shown={shown.length} onChange={(change) => adjust({ task, a, b, ...change })} />}
    />
  )
}

const namesOf = (task: string, a: string, b: string): PairNames => ({
  task,
  a: { name: a, shown: <ModelName model={a} /> },
  b: { name: b, shown: <ModelName model={b} /> },
  addressOf: ({ key, detail: { trial } }) => formatLocation({ view: 'tests', task: trial.task, model: trial.model, test: key }),
  addressOfCase: (caseId) => formatLocation({ view: 'tests', task, query: caseId }),
  missing: 'This model has no such trial.',
})
