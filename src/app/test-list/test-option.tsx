import type { TestRow } from '../data/test-row.ts'
import { TestListRow } from './test-list-row.tsx'

/** Where an option of a virtual list lies. */
export interface OptionPlace {
  index: number
  /** Pixels from the top of the list. */
  start: number
  /** Height in pixels. */
  size: number
}

/** One option of the list of tests, at its place. The list handles the keyboard. */
export function TestOption(options: {
  id: string
  row: TestRow
  place: OptionPlace
  count: number
  selected: boolean
  onSelect(key: string): void
}) {
  const { id, row, place, count, selected, onSelect } = options
  return (
    <div
      id={id}
      role="option"
      aria-selected={selected}
      aria-posinset={place.index + 1}
      aria-setsize={count}
      className="test-row"
      style={{ height: place.size, transform: `translateY(${place.start}px)` }}
      onClick={() => onSelect(row.key)}
    >
      <TestListRow row={row} />
    </div>
  )
}
