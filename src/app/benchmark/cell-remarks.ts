import type { BenchmarkCell } from '../../schema/benchmark-report.ts'

/** What there is to say of the measurements of one model: why they are suspect, or what to know of their figures. */
export interface CellRemark {
  model: string
  text: string
  isSuspect: boolean
  /** Loads of which it is said; empty: all that the model has. */
  loads: string[]
}

const ADAPTIVE = 'stopped as soon as it was known well enough (adaptive)'

/** The remarks on cells of one scenario, each once with its loads; reasons for suspicion first. */
export function cellRemarks(cells: readonly BenchmarkCell[]): CellRemark[] {
  const remarks = new Map<string, CellRemark>()
  const steps = Map.groupBy(cells, ({ model }) => model)
  for (const isSuspect of [true, false])
    for (const cell of cells)
      for (const text of isSuspect ? cell.validity.reasons : [...(cell.adaptive ? [ADAPTIVE] : []), ...cell.notes]) {
        const key = JSON.stringify([isSuspect, cell.model, text])
        const known = remarks.get(key)
        if (known === undefined) remarks.set(key, { model: cell.model, text, isSuspect, loads: [cell.step.label] })
        else known.loads.push(cell.step.label)
      }
  return [...remarks.values()].map((remark) => ({
    ...remark,
    loads: remark.loads.length === steps.get(remark.model)?.length ? [] : remark.loads,
  }))
}
