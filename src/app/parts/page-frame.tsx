import type { ReactNode } from 'react'
import { visibleText } from '../format/visible-text.ts'
import { formatLocation } from '../location/app-location.ts'
import type { AppLocation } from '../location/app-location.ts'
import { useLocation } from '../location/use-location.ts'
import { ThemeToggle } from './theme-toggle.tsx'

/** A view that the head of a page leads to. */
export interface PageView {
  view: AppLocation['view']
  title: string
  /** Stands beside the title. */
  count?: string
}

/** What stands around every view: title, the views there are, a banner, and a way past them by keyboard. `full`: the view fills the window. */
export function PageFrame(options: { title: string; views: readonly PageView[]; full: boolean; banner: ReactNode; children: ReactNode }) {
  const { title, views, full, banner, children } = options
  const { place } = useLocation()
  return (
    <div className={`app ${full ? 'app-tests' : ''}`}>
      <a
        className="skip-link"
        href="#main"
        onClick={(event) => {
          event.preventDefault()
          document.getElementById('main')?.focus()
        }}
      >
        Skip to content
      </a>
      <header className="app-head">
        <p className="brand">taskbench</p>
        <h1 title={visibleText(title)}>{visibleText(title)}</h1>
        {views.length > 0 && (
          <nav aria-label="Views">
            {views.map(({ view, title: name, count }) => (
              <a
                key={view}
                href={formatLocation(view === 'overview' ? {} : { view })}
                aria-current={place.view === view ? 'page' : undefined}
              >
                {name}
                {count !== undefined && (
                  <>
                    {' '}
                    <span className="count">{count}</span>
                  </>
                )}
              </a>
            ))}
          </nav>
        )}
        <ThemeToggle />
      </header>
      {banner}
      <main id="main" tabIndex={-1}>
        {children}
      </main>
    </div>
  )
}
