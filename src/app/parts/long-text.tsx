import { useState } from 'react'
import type { KeptText } from '../../schema/embedded-report.ts'
import { useText } from '../data/use-text.ts'
import { formatCount } from '../format/format-count.ts'
import { prettyJson } from '../format/pretty-json.ts'
import { visibleText } from '../format/visible-text.ts'

/** JSON beyond this is not parsed again only to be shown nicely. */
const PRETTY_LIMIT = 2_000_000

/** Untrusted text as it is: hidden characters visible, JSON indented, shortened to `limit` characters until asked for. */
export function LongText({ text: kept, label, limit = 4_000 }: { text: KeptText; label: string; limit?: number }) {
  const { text, whole, problem } = useText(kept)
  const [open, setOpen] = useState(false)
  if (problem !== null) return <p className="problem">{problem}</p>
  if (text === '') return <p className="note">{whole ? 'empty' : 'loading …'}</p>
  const shown = (text.length <= PRETTY_LIMIT && whole && prettyJson(text)) || text
  const long = shown.length > limit
  return (
    <div className="long-text">
      <pre tabIndex={0} role="group" aria-label={label}>
        {visibleText(open || !long ? shown : shown.slice(0, limit))}
        {long && !open && '…'}
      </pre>
      {long && (
        <button type="button" className="quiet-button" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? 'Show less' : `Show all ${formatCount(shown.length)} characters`}
        </button>
      )}
    </div>
  )
}
