import { useState } from 'react'
import { usePrinting } from '../parts/use-printing.ts'

/** The first of many, and a button that shows them all; on paper all of them. */
export function useShortList<Item>(items: readonly Item[], most: number, named: string) {
  const [all, setAll] = useState(false)
  const printing = usePrinting()
  const isWhole = all || printing || items.length <= most
  return {
    shown: isWhole ? items : items.slice(0, most),
    more: isWhole ? null : (
      <button type="button" className="quiet-button more-button" onClick={() => setAll(true)}>
        Show all {items.length.toLocaleString('en-US')} {named}
      </button>
    ),
  }
}
