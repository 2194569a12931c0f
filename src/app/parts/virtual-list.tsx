import { useEffect, useId, useRef } from 'react'
import type { KeyboardEvent, ReactNode } from 'react'
import { listStep } from './list-step.ts'
import { scrollTopFor } from './list-window.ts'
import { useListWindow } from './use-list-window.ts'

/** In pixels; every row has it. */
const ROW_HEIGHT = 54

/** What a list shows and how it says that a row was chosen. */
export interface VirtualListOptions<Row> {
  label: string
  rows: readonly Row[]
  /** Key of the chosen row. */
  selected: string | null
  /** Said where there are no rows. */
  empty: string
  onSelect(key: string): void
  /** What stands in a row. */
  children(row: Row): ReactNode
}

/** The rows in sight of a list of any length. Arrow keys, Page Up, Page Down, Home and End move the selection. */
export function VirtualList<Row extends { key: string }>(options: VirtualListOptions<Row>) {
  const { label, rows, selected, empty, onSelect, children } = options
  const id = useId()
  const frame = useRef<HTMLDivElement>(null)
  const { from, to } = useListWindow(frame, ROW_HEIGHT, rows.length)
  const index = selected === null ? -1 : rows.findIndex((row) => row.key === selected)

  // The row of a link comes to the middle: the list may still change its height while the report is unpacked.
  const arrived = useRef(false)
  useEffect(() => {
    const element = frame.current
    if (index < 0 || element === null) return
    const top = scrollTopFor(index, { scrollTop: element.scrollTop, height: element.clientHeight }, ROW_HEIGHT, !arrived.current)
    if (top !== null) element.scrollTop = top
    arrived.current = true
  }, [index])

  const onKeyDown = (event: KeyboardEvent): void => {
    const page = Math.max(1, Math.floor((frame.current?.clientHeight ?? 0) / ROW_HEIGHT) - 1)
    const row = rows[listStep(event.key, index, rows.length, page) ?? -1]
    if (row === undefined || event.altKey || event.ctrlKey || event.metaKey) return
    event.preventDefault()
    onSelect(row.key)
  }

  if (rows.length === 0) return <p className="empty">{empty}</p>
  return (
    <div
      ref={frame}
      className="test-list"
      role="listbox"
      aria-label={label}
      tabIndex={0}
      aria-activedescendant={index >= from && index < to ? `${id}-${index}` : undefined}
      onKeyDown={onKeyDown}
    >
      <div role="presentation" className="test-list-space" style={{ height: rows.length * ROW_HEIGHT }}>
        {rows.slice(from, to).map((row, offset) => {
          const place = from + offset
          return (
            <div
              key={row.key}
              id={`${id}-${place}`}
              role="option"
              aria-selected={place === index}
              aria-posinset={place + 1}
              aria-setsize={rows.length}
              className="test-row"
              style={{ height: ROW_HEIGHT, transform: `translateY(${place * ROW_HEIGHT}px)` }}
              onClick={() => onSelect(row.key)}
            >
              {children(row)}
            </div>
          )
        })}
      </div>
    </div>
  )
}
