import { createRoot } from 'react-dom/client'
import { PageContext } from '../data/page-context.ts'
import { openPage } from './open-page.ts'
import type { PageKind } from './page-kind.ts'

/** Shows what the document carries, of the kinds that its app shows, or what is wrong with it. */
export function showPage(document: Document, kinds: readonly PageKind[]): void {
  const root = createRoot(document.getElementById('app') as HTMLElement)
  openPage(document, kinds).then(
    ({ title, content, ...page }) => {
      document.title = title
      root.render(<PageContext value={page}>{content}</PageContext>)
    },
    (error: unknown) => {
      document.documentElement.dataset['report'] = 'damaged'
      root.render(
        <main className="page">
          <h1>This page cannot be shown</h1>
          <p>{String(error)}</p>
          <p>Write it again with the command that made it. The figures of a report stand in report.md and report.csv as well.</p>
        </main>,
      )
    },
  )
}
