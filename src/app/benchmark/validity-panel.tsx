import type { BenchmarkCell } from '../../schema/benchmark-report.ts'
import { counted } from '../format/format-count.ts'
import { visibleText } from '../format/visible-text.ts'
import { ModelName } from '../parts/model-name.tsx'
import { Panel } from '../parts/panel.tsx'
import { ScrollTable } from '../parts/scroll-table.tsx'
import { VerdictMark } from '../parts/verdict-mark.tsx'
import { cellRemarks } from './cell-remarks.ts'
import { formatBytes, formatRate, formatShare, formatTime } from './format-figure.ts'
import { useShortList } from './short-list.tsx'

const MOST = 24
const COLUMNS: readonly (readonly [string, (cell: BenchmarkCell) => string])[] = [
  ['Process busy', ({ validity }) => formatShare(validity.eventLoopUtilization)],
  ['Late p99', ({ validity }) => formatTime(validity.eventLoopDelayMs.p99)],
  ['Collecting', ({ validity }) => formatTime(validity.gcPauseMs.total)],
  ['CPU of a core', ({ validity }) => formatShare(validity.cpuShare)],
  ['Machine load', ({ validity }) => formatRate(validity.loadAverage)],
  ['Sent late p99', ({ rates }) => formatTime(rates.scheduleLagMs?.p99 ?? null)],
  [
    'Sent of due/s',
    ({ rates }) =>
      `${formatRate(rates.achievedPerSecond)}${rates.targetPerSecond === null ? '' : ` of ${formatRate(rates.targetPerSecond)}`}`,
  ],
  [
    'Little’s law',
    ({ validity }) =>
      validity.littleDeviation === null
        ? '–'
        : `${validity.littleDeviation < 0 ? '−' : '+'}${formatShare(Math.abs(validity.littleDeviation))}`,
  ],
  ['Steady from', ({ validity }) => formatTime(validity.steadyFromMs)],
  ['Connections', ({ validity }) => `${validity.newConnections} + ${validity.reusedConnections} reused`],
  ['Held', ({ validity }) => formatBytes(validity.heldBytesPeak)],
  ['Longest pause', ({ validity }) => formatTime(validity.longestPauseMs)],
]

/** What speaks for the measurements and what against them: the client's own figures, each reason for suspicion, and notes. */
export function ValidityPanel({ cells }: { cells: readonly BenchmarkCell[] }) {
  const hasSteps = cells.some(({ step }) => step.index > 0)
  const remarks = useShortList(cellRemarks(cells), MOST, 'remarks')
  const { shown, more } = useShortList(cells, MOST, 'measurements')
  const suspect = cells.filter(({ validity }) => validity.suspect).length
  return (
    <Panel table title="Is the measurement sound?" note="Figures of the process that measured">
      <p>
        {suspect === 0 ? (
          <VerdictMark mark="passed">Nothing is suspect in {counted(cells.length, 'measurement')}.</VerdictMark>
        ) : (
          <VerdictMark mark="undecided">
            {suspect} of {counted(cells.length, 'measurement')} {suspect === 1 ? 'is' : 'are'} suspect.
          </VerdictMark>
        )}
      </p>
      <ul className="validity-remarks">
        {remarks.shown.map(({ model, text, isSuspect, loads }, index) => (
          <li key={index} className={isSuspect ? 'suspect-reason' : undefined}>
            <ModelName model={model} />
            {loads.length > 0 && <span className="note"> at {visibleText(loads.join(', '))}</span>}: {visibleText(text)}
          </li>
        ))}
      </ul>
      {remarks.more}
      <ScrollTable label="Figures of the process that measured" className="validity-table">
        <thead>
          <tr>
            <th scope="col">Model</th>
            {hasSteps && <th scope="col">Load</th>}
            {COLUMNS.map(([title]) => (
              <th scope="col" key={title} className="number">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map((cell) => (
            <tr key={`${cell.step.index} ${cell.model}`} className={cell.validity.suspect ? 'is-suspect' : undefined}>
              <th scope="row">
                <ModelName model={cell.model} />
              </th>
              {hasSteps && <td>{visibleText(cell.step.label)}</td>}
              {COLUMNS.map(([title, read]) => (
                <td key={title} className="number">
                  {read(cell)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </ScrollTable>
      {more}
    </Panel>
  )
}
