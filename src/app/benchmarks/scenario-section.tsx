import { useMemo, useState } from 'react'
import { visibleText } from '../format/visible-text.ts'
import { formatLocation } from '../location/app-location.ts'
import { useBenchmark } from './benchmark-context.ts'
import { cellsByStep, latencyOf } from './cell-facts.ts'
import { DistributionPanel } from './distribution-panel.tsx'
import { ErrorPanel } from './error-panel.tsx'
import { FIGURE_ORDER } from './figure-names.ts'
import { LoadCurves } from './load-curves.tsx'
import { SpeedTable } from './speed-table.tsx'
import type { ScenarioSummary } from './summary-rows.ts'
import { TimePanel } from './time-panel.tsx'
import { ValidityPanel } from './validity-panel.tsx'

/** One scenario in depth: what models are against each other, loads, distributions, the course of time, errors, and whether it is sound. */
export function ScenarioSection({ scenarios, summary }: { scenarios: readonly string[]; summary: ScenarioSummary }) {
  const { cells, comparisons } = useBenchmark()
  const { scenario, models } = summary
  const own = useMemo(() => cells.filter((cell) => cell.scenario === scenario), [cells, scenario])
  const steps = useMemo(() => cellsByStep(own), [own])
  const knees = summary.rows.filter(({ at }) => at === 'knee').map(({ cell }) => cell.step.index)
  const [wanted, setStep] = useState<number | null>(null)
  const step = steps.some(([index]) => index === wanted) ? wanted : knees.length > 0 ? Math.min(...knees) : (steps.at(-1)?.[0] ?? 0)
  const latency = latencyOf(own)
  const atStep = useMemo(
    () => own.filter((cell) => cell.step.index === step).sort((a, b) => models.indexOf(a.model) - models.indexOf(b.model)),
    [own, step, models],
  )
  const others = FIGURE_ORDER.filter((name) => name !== 'firstTokenMs' && name !== latency && atStep.some(({ figures }) => figures[name]))
  return (
    <section className="task-section" aria-label={`Scenario ${visibleText(scenario)}`}>
      <ScenarioTabs scenarios={scenarios} scenario={scenario} />
      <LoadCurves scenario={scenario} models={models} cells={own} />
      <SpeedTable key={scenario} comparisons={comparisons.filter((each) => each.scenario === scenario)} cells={own} />
      {steps.length > 1 && (
        <p className="step-choice">
          <label>
            Load of the figures beneath{' '}
            <select value={step ?? 0} onChange={(event) => setStep(Number(event.target.value))}>
              {steps.map(([index, [cell]]) => (
                <option key={index} value={index}>
                  {visibleText(cell?.step.label ?? String(index))}
                </option>
              ))}
            </select>
          </label>
        </p>
      )}
      <div className="pair">
        <DistributionPanel cells={atStep} models={models} figures={['firstTokenMs']} />
        <DistributionPanel cells={atStep} models={models} figures={[latency]} />
      </div>
      {others.length > 0 && <DistributionPanel key={`${scenario} others`} cells={atStep} models={models} figures={others} />}
      <TimePanel key={`${scenario} time`} cells={atStep} />
      <ErrorPanel cells={own} />
      <ValidityPanel cells={own} />
    </section>
  )
}

function ScenarioTabs({ scenarios, scenario }: { scenarios: readonly string[]; scenario: string }) {
  return (
    <header className="task-head">
      <h2>
        <span className="note">Scenario</span> {visibleText(scenario)}
      </h2>
      {scenarios.length > 1 && (
        <nav className="task-tabs" aria-label="Scenarios">
          {scenarios.map((name) => (
            <a key={name} href={formatLocation({ task: name })} aria-current={name === scenario ? 'true' : undefined}>
              {visibleText(name)}
            </a>
          ))}
        </nav>
      )}
    </header>
  )
}
