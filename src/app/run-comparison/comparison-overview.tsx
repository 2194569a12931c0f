import { CopyButton } from '../copy/copy-button.tsx'
import { readPage } from '../copy/read-page.ts'
import { BreakableText } from '../parts/breakable-text.tsx'
import { Changes } from './changes.tsx'
import { useComparison } from './comparison-context.ts'
import { comparisonHeadline } from './comparison-headline.ts'
import { NotPaired } from './not-paired.tsx'
import { OtherMetrics } from './other-metrics.tsx'
import { PromptChange } from './prompt-change.tsx'
import { VerdictTable } from './verdict-table.tsx'

/** What became better or worse and how sure that is, what had changed, and what could not be compared. */
export function ComparisonOverview() {
  const { found } = useComparison()
  return (
    <div className="page overview">
      <section className="summary" aria-labelledby="comparison-headline">
        <header className="summary-head">
          <h2 id="comparison-headline">
            <BreakableText text={comparisonHeadline(found)} />
          </h2>
          <CopyButton
            label="Copy the whole comparison as Markdown"
            shown="Copy as Markdown"
            text={(button) => readPage('Comparison of runs', button.closest('.overview') ?? document.body)}
          />
        </header>
        <VerdictTable />
      </section>
      <NotPaired />
      <Changes />
      {found.tasks.map((task) => task.prompt !== null && <PromptChange key={task.task} task={task.task} prompt={task.prompt} />)}
      {found.tasks.map((task) => (
        <OtherMetrics key={task.task} task={task} />
      ))}
    </div>
  )
}
