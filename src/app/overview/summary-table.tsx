import { formatCost, formatDuration } from '../../report/format-metric.ts'
import type { Result } from '../../schema/report.ts'
import { CopyButton } from '../copy/copy-button.tsx'
import { readPage } from '../copy/read-page.ts'
import { useReportData } from '../data/report-context.ts'
import { formatLocation } from '../location/app-location.ts'
import { BreakableText } from '../parts/breakable-text.tsx'
import { ModelName } from '../parts/model-name.tsx'
import { ScrollTable } from '../parts/scroll-table.tsx'
import { GateSummary } from './gate-summary.tsx'
import { SummaryCell } from './summary-cell.tsx'
import { headline } from './headline.ts'

const sumOrNull = (values: readonly (number | null)[]): number | null => {
  const known = values.filter((value) => value !== null)
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0)
}

/** The slowest median; replayed answers took as long as when they were recorded. */
function slowestOf(results: readonly Result[]): string {
  const known = results.map((result) => result.latencyMs.p50).filter((latency) => latency !== null)
  const recorded = results.some(({ trials }) => trials.replayed > 0) ? ' (recorded)' : ''
  return formatDuration(known.length === 0 ? null : Math.max(...known)) + recorded
}

function CopyOverview() {
  const { useCase } = useReportData().report.run
  return (
    <CopyButton
      label="Copy the whole overview as Markdown"
      shown="Copy as Markdown"
      text={(button) => readPage(useCase, button.closest('.overview') ?? document.body)}
    />
  )
}

function SummaryHead({ task, severalTasks }: { task: string; severalTasks: boolean }) {
  const { report } = useReportData()
  return (
    <header className="summary-head">
      <h2 id="summary-title">
        <BreakableText text={headline(report, task, severalTasks)} />
      </h2>
      <GateSummary />
      <CopyOverview />
    </header>
  )
}

/** One row per model: its place in every task, what it cost and how long it took. */
export function SummaryTable({ tasks, task }: { tasks: string[]; task: string }) {
  const { report } = useReportData()
  const overall = report.ranking.find((ranking) => ranking.useCase !== undefined)
  const rankings = tasks.map((name) => report.ranking.find((ranking) => ranking.task === name))
  const order = (overall ?? rankings[0])?.entries.map((entry) => entry.model) ?? []
  const models = [...new Set([...order, ...report.results.map((result) => result.model)])]
  return (
    <section className="summary" aria-labelledby="summary-title">
      <SummaryHead task={task} severalTasks={tasks.length > 1} />
      <ScrollTable label="Models by task" className="summary-table">
        <thead>
          <tr>
            <th scope="col">Model</th>
            {overall !== undefined && <th scope="col">All tasks · {overall.metric}</th>}
            {rankings.map((ranking, index) => (
              <th scope="col" key={tasks[index]} className={tasks[index] === task && tasks.length > 1 ? 'chosen' : undefined}>
                <a href={formatLocation({ task: tasks[index] ?? null })}>{tasks[index]}</a> <span className="note">{ranking?.metric}</span>
              </th>
            ))}
            <th scope="col" className="number">
              Cost
            </th>
            <th scope="col" className="number">
              p50 latency
            </th>
          </tr>
        </thead>
        <tbody>
          {models.map((model) => {
            const own = report.results.filter((result) => result.model === model)
            return (
              <tr key={model}>
                <th scope="row">
                  <ModelName model={model} />
                </th>
                {overall !== undefined && <SummaryCell ranking={overall} model={model} />}
                {rankings.map((ranking, index) => (
                  <SummaryCell key={tasks[index]} ranking={ranking} model={model} />
                ))}
                <td className="number">
                  {formatCost(
                    sumOrNull(own.map((result) => result.costNanoUsd)),
                    own.reduce((sum, result) => sum + result.unpricedCalls, 0),
                  )}
                </td>
                <td className="number" title={own.length > 1 ? 'The slowest of its tasks' : undefined}>
                  {slowestOf(own)}
                </td>
              </tr>
            )
          })}
        </tbody>
      </ScrollTable>
    </section>
  )
}
