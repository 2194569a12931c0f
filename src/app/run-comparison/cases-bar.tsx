import { useMemo } from 'react'
import { differenceText, verdictWords } from '../../report/comparison-sentence.ts'
import type { ComparedCases } from '../../schema/comparison-source.ts'
import { FlipButtons } from '../compare/flip-buttons.tsx'
import type { Flip } from '../compare/flip.ts'
import type { CasePair } from '../compare/pair-cases.ts'
import { counted } from '../format/format-count.ts'
import { visibleText } from '../format/visible-text.ts'
import type { AppLocation } from '../location/app-location.ts'
import { useLocation } from '../location/use-location.ts'
import { facets } from '../test-list/facets.ts'
import { FilterSelect } from '../test-list/filter-select.tsx'
import { useComparison } from './comparison-context.ts'
import { SearchField } from '../parts/search-field.tsx'

const WORDS: Record<Flip, string> = {
  'only-a': 'worse in B',
  'only-b': 'better in B',
  passed: 'both passed',
  failed: 'both failed',
  apart: 'not comparable',
}

/** Which task and model are compared, what the statistics say of them, and which cases are listed. */
export function CasesBar(options: {
  chosen: ComparedCases
  pairs: readonly CasePair[]
  shown: number
  onChange(change: Partial<AppLocation>): void
}) {
  const { chosen, pairs, shown, onChange } = options
  const { cases } = useComparison()
  const { place } = useLocation()
  const { checks, tags } = useMemo(() => facets(pairs.flatMap((pair) => [...pair.a, ...pair.b])), [pairs])
  const tasks = [...new Set(cases.map(({ task }) => task))]
  const models = cases.filter(({ task }) => task === chosen.task).map(({ model }) => model)
  return (
    <search className="filters">
      <div className="pair-choice">
        <Choice
          label="Task"
          value={chosen.task}
          values={tasks}
          onChange={(task) => onChange({ task, test: null, check: null, tag: null })}
        />
        <Choice label="Model" value={chosen.model} values={models} onChange={(model) => onChange({ model, test: null })} />
      </div>
      <CasesVerdict chosen={chosen} />
      <FlipButtons pairs={pairs} flip={place.flip} words={WORDS} onChange={(flip) => onChange({ flip })} />
      <SearchField query={place.query} onChange={(query) => onChange({ query })} />
      <FilterSelect
        label="Check"
        all={`By ${chosen.metric}`}
        values={checks}
        value={place.check}
        onChange={(check) => onChange({ check })}
      />
      <FilterSelect label="Tag" all="Any tag" values={tags} value={place.tag} onChange={(tag) => onChange({ tag })} />
      <p className="filter-count" role="status">
        {counted(shown, 'case')} of {pairs.length.toLocaleString('en-US')}
      </p>
    </search>
  )
}

/** What the statistics say of B against A by the primary metric. */
function CasesVerdict({ chosen: { task, model, metric } }: { chosen: ComparedCases }) {
  const { found } = useComparison()
  const models = found.tasks.find((each) => each.task === task)?.models
  const primary = models?.find((each) => each.model === model)?.metrics.find((each) => each.primary)
  if (primary === undefined) return <p className="pair-verdict note">{metric} cannot be computed on either side.</p>
  return (
    <p className="pair-verdict">
      {metric}: B {primary.verdict === 'better' || primary.verdict === 'worse' ? 'is ' : ''}
      <strong>{visibleText(verdictWords(primary))}</strong> <span className="interval">{differenceText(primary)}</span>
    </p>
  )
}

function Choice(options: { label: string; value: string; values: readonly string[]; onChange(value: string): void }) {
  const { label, value, values, onChange } = options
  return (
    <div className="filter model-choice">
      <select aria-label={label} title={visibleText(value)} value={value} onChange={(event) => onChange(event.target.value)}>
        {values.map((each) => (
          <option key={each} value={each}>
            {visibleText(each)}
          </option>
        ))}
      </select>
    </div>
  )
}
