import { Fragment } from 'react'
import { CopyButton } from '../copy/copy-button.tsx'
import { readPage } from '../copy/read-page.ts'
import { visibleText } from '../format/visible-text.ts'
import { formatLocation } from '../location/app-location.ts'
import { ScrollTable } from '../parts/scroll-table.tsx'
import { useBenchmark } from './benchmark-context.ts'
import { benchmarkHeadline } from './benchmark-headline.ts'
import { FIGURE_NAMES } from './figure-names.ts'
import { latencyOf } from './cell-facts.ts'
import { useShortList } from './short-list.tsx'
import { SummaryCells } from './summary-cells.tsx'
import type { ScenarioSummary } from './summary-rows.ts'

const MOST = 60
const COLUMNS = [
  'First token p50',
  'p95',
  'Per token',
  'Latency p50',
  'p95',
  'p99',
  'Requests/s',
  'Goodput',
  'Tokens/s',
  'Cost/1,000',
  'Failed',
]

/** Every scenario and model at one load: how fast, how much, at what cost, how sure. */
export function SummaryTable({ summaries, chosen }: { summaries: readonly ScenarioSummary[]; chosen: ScenarioSummary }) {
  const report = useBenchmark()
  const flat = summaries.flatMap(({ scenario, rows, steps }) => rows.map((row, index) => ({ scenario, steps, row, index })))
  const { shown, more } = useShortList(flat, MOST, 'rows')
  return (
    <section className="summary" aria-labelledby="summary-title">
      <header className="summary-head">
        <h2 id="summary-title">{benchmarkHeadline(report, chosen)}</h2>
        <CopyButton
          label="Copy the whole benchmark as Markdown"
          shown="Copy as Markdown"
          text={(button) => readPage(`Benchmark ${report.run.id}`, button.closest('.overview') ?? document.body)}
        />
      </header>
      <ScrollTable label="Models by scenario" className="summary-table bench-summary">
        <thead>
          <tr>
            <th scope="col">Model</th>
            <th scope="col">Against others</th>
            <th scope="col">Load</th>
            {COLUMNS.map((name, index) => (
              <th scope="col" key={index} className="number">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        {[...Map.groupBy(shown, ({ scenario }) => scenario)].map(([scenario, rows]) => (
          <tbody key={scenario}>
            <ScenarioHead summary={summaries.find((each) => each.scenario === scenario)} isChosen={scenario === chosen.scenario} />
            {rows.map(({ row, steps }) => (
              <Fragment key={row.cell.model}>
                <SummaryCells row={row} steps={steps} />
              </Fragment>
            ))}
          </tbody>
        ))}
      </ScrollTable>
      {more}
      <p className="note table-note">
        Times with 95 % intervals. Goodput: requests per second that meet all objectives. Costs in US dollars per 1,000 requests. “Against
        others” by {FIGURE_NAMES[latencyOf(chosen.rows.map(({ cell }) => cell))].title.toLowerCase()}, p adjusted by Holm.
      </p>
    </section>
  )
}

function ScenarioHead({ summary, isChosen }: { summary: ScenarioSummary | undefined; isChosen: boolean }) {
  if (summary === undefined) return null
  const { scenario, rows } = summary
  const isOpen = latencyOf(rows.map(({ cell }) => cell)) === 'latencyFromScheduleMs'
  return (
    <tr className="scenario-row">
      <th scope="rowgroup" colSpan={COLUMNS.length + 3} className={isChosen ? 'chosen' : undefined}>
        <a href={formatLocation({ task: scenario })} aria-current={isChosen ? 'true' : undefined}>
          {visibleText(scenario)}
        </a>
        {isOpen && <span className="note"> latency from schedule</span>}
      </th>
    </tr>
  )
}
