import { formatGateBounds, formatGateValue, regressionNote } from '../../report/format-gate.ts'
import { gateMark, gateWords } from '../../report/gate-outcome.ts'
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

type Row = Omit<GateResult, 'metric' | 'model'> & { unit: string; model: string | null }

/** Every gate with its outcome, those of the run among them, those that need a person first. */
export function GateTable({ gates }: { gates: GateResult[] }) {
  const { report } = useReportData()
  const ofRun = (report.runGates ?? []).map((gate): Row => ({
    ...gate,
    task: gate.useCase === null ? 'the whole run' : `use case ${gate.useCase}`,
  }))
  const rows = [...ofRun, ...gates.map((gate): Row => ({ ...gate, unit: metricUnit(report, gate.metric, gate.task) }))]
  if (rows.length === 0) return null
  const sorted = rows.sort((a, b) => URGENCY[gateMark(a)] - URGENCY[gateMark(b)])
  return (
    <div id="gates">
      <Panel
        table
        className="breaks"
        title="Gates"
        note={`${Math.round(GATE_LEVEL * 100)} % intervals. Undecided: the interval lies on both sides of the limit`}
      >
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
                  <VerdictMark mark={gateMark(gate)}>{gateWords(gate)}</VerdictMark>
                </td>
                <td>{visibleText(gate.task)}</td>
                <th scope="row">{gate.model !== null && <ModelName model={gate.model} />}</th>
                <td>
                  <code>{visibleText(gate.rule)}</code>
                </td>
                <td className="number">
                  {formatGateValue(gate, gate.unit)} <span className="interval">{formatGateBounds(gate, gate.unit)}</span>
                </td>
                <td className="example">
                  {gate.reason !== null && visibleText(gate.reason)}
                  {gate.regression && <span className="note"> · {visibleText(regressionNote(gate))}</span>}
                </td>
              </tr>
            ))}
          </tbody>
        </ScrollTable>
      </Panel>
    </div>
  )
}
