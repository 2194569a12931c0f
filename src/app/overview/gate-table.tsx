import { formatBounds, formatValue } from '../../report/format-metric.ts'
import { GATE_LEVEL } from '../../schema/gate-level.ts'
import type { GateResult } from '../../schema/report.ts'
import { metricUnit } from '../data/metric-unit.ts'
import { useReportData } from '../data/report-context.ts'
import { visibleText } from '../format/visible-text.ts'
import { ModelName } from '../parts/model-name.tsx'
import { Panel } from '../parts/panel.tsx'
import { ScrollTable } from '../parts/scroll-table.tsx'
import { VerdictMark } from '../parts/verdict-mark.tsx'

const URGENCY: Record<GateResult['verdict'], number> = { failed: 0, undecided: 1, skipped: 2, passed: 3 }

/** Every gate with its outcome, those that need a person first. */
export function GateTable({ gates }: { gates: GateResult[] }) {
  const { report } = useReportData()
  if (gates.length === 0) return null
  const unitOf = (gate: GateResult): string => metricUnit(report, gate.metric, gate.task)
  const sorted = [...gates].sort((a, b) => URGENCY[a.verdict] - URGENCY[b.verdict])
  return (
    <div id="gates">
      <Panel title="Gates" note={`${Math.round(GATE_LEVEL * 100)} % intervals. Undecided: the interval lies on both sides of the limit`}>
        <ScrollTable label="Gates">
          <thead>
            <tr>
              {['Outcome', 'Task', 'Model', 'Rule'].map((title) => (
                <th scope="col" key={title}>
                  {title}
                </th>
              ))}
              <th scope="col" className="number">
                Value and interval
              </th>
              <th scope="col">Why</th>
            </tr>
          </thead>
          <tbody>
            {sorted.map((gate) => (
              <tr key={`${gate.task} ${gate.model} ${gate.rule}`}>
                <td>
                  <VerdictMark mark={gate.verdict} />
                </td>
                <td>{visibleText(gate.task)}</td>
                <th scope="row">
                  <ModelName model={gate.model} />
                </th>
                <td>
                  <code>{visibleText(gate.rule)}</code>
                </td>
                <td className="number">
                  {formatValue(gate.value, unitOf(gate))} <span className="interval">{formatBounds(gate, unitOf(gate))}</span>
                </td>
                <td className="example">
                  {gate.reason !== null && visibleText(gate.reason)}
                  {gate.casesNeeded !== null && (
                    <span className="note"> about {gate.casesNeeded.toLocaleString('en-US')} cases would decide</span>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </ScrollTable>
      </Panel>
    </div>
  )
}
