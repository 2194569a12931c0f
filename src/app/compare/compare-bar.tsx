import { useMemo } from 'react'
import { counted } from '../format/format-count.ts'
import { visibleText } from '../format/visible-text.ts'
import type { AppLocation } from '../location/app-location.ts'
import { useLocation } from '../location/use-location.ts'
import { facets } from '../test-list/facets.ts'
import { FilterSelect } from '../test-list/filter-select.tsx'
import type { ChosenPair } from './chosen-pair.ts'
import { FlipButtons } from './flip-buttons.tsx'
import type { CasePair } from './pair-cases.ts'
import { PairVerdict } from './pair-verdict.tsx'
import { SearchField } from '../parts/search-field.tsx'

/** Which models and task are compared, what the statistics say of them, and which cases are listed. */
export function CompareBar({
  chosen,
  pairs,
  shown,
  onChange,
}: {
  chosen: ChosenPair
  pairs: readonly CasePair[]
  shown: number
  onChange(change: Partial<AppLocation>): void
}) {
  const { place } = useLocation()
  const { checks, tags } = useMemo(() => facets(pairs.flatMap((pair) => [...pair.a, ...pair.b])), [pairs])
  const { task, a, b, tasks, models } = chosen
  const swap = { a: b, b: a, flip: place.flip === 'only-a' ? 'only-b' : place.flip === 'only-b' ? 'only-a' : place.flip } as const
  return (
    <search className="filters">
      <div className="pair-choice">
        <ModelSelect label="Model A" value={a} models={models} onChange={(model) => onChange(model === b ? swap : { a: model })} />
        <button type="button" className="quiet-button" title="Swap A and B" onClick={() => onChange(swap)}>
          <span aria-hidden="true">⇄</span>
          <span className="unseen">Swap A and B</span>
        </button>
        <ModelSelect label="Model B" value={b} models={models} onChange={(model) => onChange(model === a ? swap : { b: model })} />
      </div>
      <PairVerdict chosen={chosen} />
      <FlipButtons pairs={pairs} flip={place.flip} onChange={(flip) => onChange({ flip })} />
      <SearchField query={place.query} onChange={(query) => onChange({ query })} />
      {tasks.length > 1 && (
        <div className="filter filter-set">
          <select
            aria-label="Task"
            value={task}
            onChange={(event) => onChange({ task: event.target.value, test: null, check: null, tag: null })}
          >
            {tasks.map((name) => (
              <option key={name} value={name}>
                {visibleText(name)}
              </option>
            ))}
          </select>
        </div>
      )}
      <FilterSelect label="Check" all="By whole answers" values={checks} value={place.check} onChange={(check) => onChange({ check })} />
      <FilterSelect label="Tag" all="Any tag" values={tags} value={place.tag} onChange={(tag) => onChange({ tag })} />
      <p className="filter-count" role="status">
        {counted(shown, 'case')} of {pairs.length.toLocaleString('en-US')}
      </p>
    </search>
  )
}

function ModelSelect(options: { label: string; value: string; models: readonly string[]; onChange(model: string): void }) {
  const { label, value, models, onChange } = options
  return (
    <label className="filter model-choice">
      <span className={`side-letter side-${label.at(-1)?.toLowerCase()}`} aria-hidden="true">
        {label.at(-1)}
      </span>
      <select aria-label={label} title={visibleText(value)} value={value} onChange={(event) => onChange(event.target.value)}>
        {models.map((model) => (
          <option key={model} value={model}>
            {visibleText(model)}
          </option>
        ))}
      </select>
    </label>
  )
}
