import { useId } from 'react'
import type { ReactNode } from 'react'
import { CopyButton } from '../copy/copy-button.tsx'
import { readTable } from '../copy/read-table.ts'

const tablesAround = (button: HTMLElement): string =>
  [...(button.closest('.panel')?.querySelectorAll('table') ?? [])].map(readTable).join('\n\n')

/** A titled region of a page. `note` says in a few words how to read it; `table`: there is one in it, which can be copied. */
export function Panel({
  title,
  note,
  className = '',
  table = false,
  children,
}: {
  title: string
  note?: ReactNode
  className?: string
  table?: boolean
  children: ReactNode
}) {
  const id = useId()
  return (
    <section className={`panel ${className}`} aria-labelledby={id}>
      <header className="panel-head">
        <h3 id={id}>{title}</h3>
        {note !== undefined && <p className="note">{note}</p>}
        {table && <CopyButton label={`Copy ${title} as Markdown`} shown="Copy" text={tablesAround} />}
      </header>
      {children}
    </section>
  )
}
