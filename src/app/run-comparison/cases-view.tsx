import { useDeferredValue, useMemo } from 'react'
import { filterPairs } from '../compare/pair-cases.ts'
import type { PairNames, SideName } from '../compare/pair-names.ts'
import { PairsView } from '../compare/pairs-view.tsx'
import { visibleText } from '../format/visible-text.ts'
import { useLocation } from '../location/use-location.ts'
import { CaseFacts } from './case-facts.tsx'
import { CasesBar } from './cases-bar.tsx'
import { chosenCases } from './chosen-cases.ts'
import { useComparedRows, useComparison } from './comparison-context.ts'
import { runPairs } from './run-pairs.ts'
import type { RunPair } from './run-pairs.ts'

/** Two runs case by case: those whose score changed, and both answers to the open case side by side. */
export function CasesView() {
  const { found, cases } = useComparison()
  const { place, adjust } = useLocation()
  const rows = useComparedRows()
  const chosen = chosenCases(cases, place)
  const { check, tag, flip, query } = place
  const lateQuery = useDeferredValue(query)
  const pairs = useMemo(() => (chosen === null ? [] : runPairs(rows, chosen, check)), [rows, chosen, check])
  const shown = useMemo(() => filterPairs(pairs, { flip, tag, query: lateQuery }), [pairs, flip, tag, lateQuery])
  if (chosen === null) return <p className="empty">The two have no task and model in common: no case is compared.</p>
  const { task, model } = chosen
  const names: PairNames = {
    task: `${task} · ${model}`,
    a: sideName(found.a),
    b: sideName(found.b),
    missing: 'This side has no such trial.',
  }
  return (
    <PairsView
      title="Cases of both runs"
      names={names}
      pairs={pairs}
      shown={shown}
      state={rows.state}
      empty="No case fits: the runs agree on all the others."
      place={{ task, model }}
      bar={<CasesBar chosen={chosen} pairs={pairs} shown={shown.length} onChange={(change) => adjust({ task, model, ...change })} />}
      about={(pair) => <CaseFacts compared={(pair as RunPair).compared} metric={chosen.metric} unit={unitOf(found, task, chosen.metric)} />}
    />
  )
}

/** The word that was asked for: what it was taken to be stands in the banner. */
const sideName = ({ from }: { from: string }): SideName => {
  const name = visibleText(from.replace(/ \(.*$/, ''))
  return { name, shown: name }
}

const unitOf = ({ tasks }: ReturnType<typeof useComparison>['found'], task: string, metric: string): string =>
  tasks
    .find((each) => each.task === task)
    ?.models.flatMap(({ metrics }) => metrics)
    .find((each) => each.metric === metric)?.unit ?? 'share'
