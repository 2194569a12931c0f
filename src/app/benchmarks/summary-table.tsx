import { CopyButton } from '../copy/copy-button.tsx'
import { readPage } from '../copy/read-page.ts'
import { visibleText } from '../format/visible-text.ts'
import { formatLocation } from '../location/app-location.ts'
import { BreakableText } from '../parts/breakable-text.tsx'
import { ScrollTable } from '../parts/scroll-table.tsx'
import { useBenchmark } from './benchmark-context.ts'
import { benchmarkHeadline } from './benchmark-headline.ts'
import { latencyOf } from './cell-facts.ts'
import { useShortList } from './use-short-list.tsx'
import { SummaryCells } from './summary-cells.tsx'
import type { ScenarioSummary } from './summary-rows.ts'

const MOST = 60
const COLUMNS = (hasGoodput: boolean): string[] => [
  'First token p50',
  'p95',
  'Per token',
  'Latency p50',
  'p95',
  'p99',
  'Requests/s',
  ...(hasGoodput ? ['Goodput'] : []),
  'Tokens/s',
  'Cost/1,000',
  'Failed',
]

/** Every scenario and model at one load: how fast, how much, at what cost, how sure. */
export function SummaryTable({ summaries, chosen }: { summaries: readonly ScenarioSummary[]; chosen: ScenarioSummary }) {
  const report = useBenchmark()
  const flat = summaries.flatMap(({ scenario, rows, steps }) => rows.map((row, index) => ({ scenario, steps, row, index })))
  const { shown, more } = useShortList(flat, MOST, 'rows')
  const hasGoodput = report.cells.some(({ rates }) => rates.goodputPerSecond !== null)
  const columns = COLUMNS(hasGoodput)
  return (
    <section className="summary" aria-labelledby="summary-title">
      <header className="summary-head">
        <h2 id="summary-title">
          <BreakableText text={benchmarkHeadline(report, chosen)} />
        </h2>
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
            {columns.map((name, index) => (
              <th scope="col" key={index} className="number">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        {[...Map.groupBy(shown, ({ scenario }) => scenario)].map(([scenario, rows]) => (
          <tbody key={scenario}>
            <ScenarioHead
              columns={columns.length + 3}
              summary={summaries.find((each) => each.scenario === scenario)}
              isChosen={scenario === chosen.scenario}
            />
            {rows.map(({ row, steps }) => (
              <SummaryCells key={row.cell.model} row={row} steps={steps} hasGoodput={hasGoodput} />
            ))}
          </tbody>
        ))}
      </ScrollTable>
      {more}
      <p className="note table-note">
        Times with 95 % intervals.{hasGoodput && ' Goodput: requests per second that meet all objectives.'} Costs in US dollars per 1,000
        requests. “Against others” by latency, where requests came by a schedule by that from the schedule; p adjusted by Holm.
      </p>
    </section>
  )
}

function ScenarioHead({ summary, isChosen, columns }: { summary: ScenarioSummary | undefined; isChosen: boolean; columns: number }) {
  if (summary === undefined) return null
  const { scenario, rows } = summary
  const isOpen = latencyOf(rows.map(({ cell }) => cell)) === 'latencyFromScheduleMs'
  return (
    <tr className="scenario-row">
      <th scope="rowgroup" colSpan={columns} className={isChosen ? 'chosen' : undefined}>
        <a href={formatLocation({ task: scenario })} aria-current={isChosen ? 'true' : undefined}>
          {visibleText(scenario)}
        </a>
        {isOpen && <span className="note"> latency from schedule</span>}
      </th>
    </tr>
  )
}
