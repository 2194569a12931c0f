import { gateFigure } from '../comparison/gate-figure.ts'
import { judgeGate } from '../comparison/judge-gate.ts'
import { useCaseFigure } from '../comparison/use-case-figure.ts'
import { metricDefinition } from '../metrics/metrics.ts'
import type { Report, RunGateResult } from '../schema/report.ts'
import type { TaskRecord } from '../schema/run-header.ts'
import type { RunGate, UseCaseGate } from '../schema/run-gate.ts'
import type { ModelTrials } from './collect-trials.ts'

/** What the gates of a run are judged on: one use case of it, and the cost of all. */
export interface GatedRun {
  run: Pick<Report['run'], 'useCase' | 'status' | 'shards'>
  cost: Pick<Report['cost'], 'totalNanoUsd' | 'unpricedCalls'>
  tasks: readonly { task: TaskRecord; trials: ReadonlyMap<string, Pick<ModelTrials, 'trials' | 'notAsked'>> }[]
}

type Outcome = Omit<RunGateResult, 'rule' | 'undecided'>

/** The gates of a run that bear on the use case of a report: its total cost, and those over that use case. */
export function runGateResults(gates: readonly RunGate[], found: GatedRun): RunGateResult[] {
  return gates.flatMap((gate) => {
    if (!('metric' in gate))
      return [{ rule: `total cost ≤ $${gate.maxCostUsd}`, undecided: gate.undecided, ...judgeCost(gate.maxCostUsd, found) }]
    if (gate.useCase !== found.run.useCase) return []
    return [{ rule: ruleOf(gate), undecided: gate.undecided, ...judgeUseCase(gate, found) }]
  })
}

function ruleOf({ metric, min, max, useCase, model }: UseCaseGate): string {
  const limits = [min === undefined ? [] : `≥ ${min}`, max === undefined ? [] : `≤ ${max}`].flat()
  const who = model === 'every' ? 'every model' : model === 'any' ? 'any model' : model
  return `${metric} ${limits.join(' and ')} over ${useCase}, ${who}`
}

const nothing = { value: null, low: null, high: null, casesNeeded: null }

/** What is not whole says nothing, but that its cost is above the bound already. */
function partOf({ status, shards }: GatedRun['run']): string | null {
  if (shards !== null && shards.present < shards.expected) return `partial: ${shards.present} of ${shards.expected} shards`
  return status === 'complete' ? null : `partial: the run is ${status}`
}

function judgeCost(maxUsd: number, { run, cost }: GatedRun): Outcome {
  const value = cost.totalNanoUsd / 1e9
  const shown = { useCase: null, model: null, unit: 'USD', ...nothing, value }
  if (value > maxUsd) return { ...shown, verdict: 'failed', reason: `the run cost more than $${maxUsd}` }
  const part = partOf(run)
  if (part !== null) return { ...shown, verdict: 'skipped', reason: part }
  if (cost.unpricedCalls === 0) return { ...shown, verdict: 'passed', reason: null }
  return { ...shown, verdict: 'undecided', reason: `${cost.unpricedCalls} calls have no known price and are not in it` }
}

function judgeUseCase(gate: UseCaseGate, found: GatedRun): Outcome {
  const definition = metricDefinition(gate.metric)
  const shown = { useCase: gate.useCase, model: null, unit: definition?.unit ?? 'share', ...nothing }
  if (definition === null) return { ...shown, verdict: 'undecided', reason: `this version knows no metric ${gate.metric}` }
  const part = partOf(found.run) ?? leftOut(found)
  if (part !== null) return { ...shown, verdict: 'skipped', reason: part }
  const all = [...new Set(found.tasks.flatMap(({ trials }) => [...trials.keys()]))]
  const models = ['every', 'any'].includes(gate.model) ? all : all.filter((label) => label === gate.model)
  const judged = models.map((model) => ({ ...shown, ...judgeModel(gate, model, found), model }))
  const decisive = deciding(judged, gate)
  if (decisive === undefined) return { ...shown, verdict: 'undecided', reason: `${gate.model} was not run` }
  return decisive
}

function leftOut({ tasks }: GatedRun): string | null {
  for (const { task, trials } of tasks) {
    const planned = task.cases * task.trials.count
    for (const own of trials.values()) {
      const run = own.trials.filter(({ status }) => status !== 'skipped').length + own.notAsked.length
      if (run < planned) return `partial: ${run} of ${planned} trials of ${task.name} were run`
    }
  }
  return null
}

function judgeModel(
  { metric, min, max }: UseCaseGate,
  model: string,
  { tasks }: GatedRun,
): Pick<Outcome, keyof typeof nothing | 'verdict' | 'reason'> {
  const definition = metricDefinition(metric)
  const values = tasks.flatMap(({ task, trials }) => {
    const own = trials.get(model)
    return own && definition ? [{ ...gateFigure(definition, own.trials, task), task: task.name }] : []
  })
  const figure = useCaseFigure(values.map((each) => ({ ...each.figure, task: each.task })))
  const open = values.find(({ tooManyMissing }) => tooManyMissing !== null)
  if (figure === null) return { ...nothing, verdict: 'undecided', reason: 'it ran no task' }
  const { value, low, high } = figure
  const limits = { ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) }
  const judged = judgeGate({ bound: 'interval', ...limits }, figure, open ? `${open.task}: ${open.tooManyMissing}` : null)
  // Tasks that a filter of files left out are not known: how many there were is said.
  const stopped = tasks.filter(({ trials }) => (trials.get(model)?.notAsked.length ?? 0) > 0).length
  const over = `over ${values.length} ${values.length === 1 ? 'task' : 'tasks'}${stopped === 0 ? '' : `, ${stopped} of them stopped early`}`
  return { value, low, high, ...judged, reason: judged.reason === null ? over : `${judged.reason}; ${over}` }
}

/** The model that decides: of all that must keep to a gate the worst, where one is enough the best. */
function deciding<T extends Judged>(judged: readonly T[], { model, ...limits }: UseCaseGate): T | undefined {
  const order = ['failed', 'undecided', 'passed']
  const sign = model === 'any' ? -1 : 1
  // Equal verdicts are told apart by their bounds, equal bounds by their values.
  const ranks = (outcome: T): number[] => [order.indexOf(outcome.verdict), ...room(outcome, limits)]
  const compare = (a: number[], b: number[]): number => a.map((rank, index) => orderOf(rank, b[index] ?? 0)).find((each) => each !== 0) ?? 0
  return judged.toSorted((a, b) => sign * compare(ranks(a), ranks(b)))[0]
}

const orderOf = (a: number, b: number): number => (a < b ? -1 : a > b ? 1 : 0)

type Judged = Pick<Outcome, 'verdict' | 'value' | 'low' | 'high'>

/** How far the bound that matters, and the value, keep within the limits; what is not known keeps to nothing. */
function room({ value, low, high }: Judged, { min = -Infinity, max = Infinity }: Pick<UseCaseGate, 'min' | 'max'>): [number, number] {
  const within = (least: number | null, most: number | null): number =>
    least === null || most === null ? -Infinity : Math.min(least - min, max - most)
  return [within(low, high), within(value, value)]
}
