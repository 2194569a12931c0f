import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useId, useRef } from 'react'
import type { KeyboardEvent, ReactNode } from 'react'
import { listStep } from './list-step.ts'

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
  const virtual = useVirtualizer({ count: rows.length, getScrollElement: () => frame.current, estimateSize: () => ROW_HEIGHT, overscan: 8 })
  const index = selected === null ? -1 : rows.findIndex((row) => row.key === selected)
  const items = virtual.getVirtualItems()

  // The row of a link comes to the middle: the list may still change its height while the report is unpacked.
  const arrived = useRef(false)
  useEffect(() => {
    if (index < 0) return
    virtual.scrollToIndex(index, { align: arrived.current ? 'auto' : 'center' })
    arrived.current = true
  }, [virtual, index])

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
      aria-activedescendant={items.some((item) => item.index === index) ? `${id}-${index}` : undefined}
      onKeyDown={onKeyDown}
    >
      <div role="presentation" className="test-list-space" style={{ height: virtual.getTotalSize() }}>
        {items.map((item) => {
          const row = rows[item.index]
          if (row === undefined) return null
          return (
            <div
              key={row.key}
              id={`${id}-${item.index}`}
              role="option"
              aria-selected={item.index === index}
              aria-posinset={item.index + 1}
              aria-setsize={rows.length}
              className="test-row"
              style={{ height: item.size, transform: `translateY(${item.start}px)` }}
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
