import type { ReactNode } from 'react'

/** A table that scrolls sideways by itself, by keyboard too. */
export function ScrollTable({ label, className = '', children }: { label: string; className?: string; children: ReactNode }) {
  return (
    <div className="scroll-table" role="group" aria-label={`${label}, table`} tabIndex={0}>
      <table className={className}>
        <caption className="unseen">{label}</caption>
        {children}
      </table>
    </div>
  )
}
