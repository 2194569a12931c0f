import { useId } from 'react'
import type { ReactNode } from 'react'

/** A titled region of a page. `note` says in a few words how to read it. */
export function Panel({
  title,
  note,
  className = '',
  children,
}: {
  title: string
  note?: ReactNode
  className?: string
  children: ReactNode
}) {
  const id = useId()
  return (
    <section className={`panel ${className}`} aria-labelledby={id}>
      <header className="panel-head">
        <h3 id={id}>{title}</h3>
        {note !== undefined && <p className="note">{note}</p>}
      </header>
      {children}
    </section>
  )
}
