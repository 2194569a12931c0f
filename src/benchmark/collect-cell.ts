import type { BenchmarkCell, Rates, SweepCurve } from '../schema/benchmark-report.ts'
import type { Model } from '../schema/model.ts'
import type { Sample } from '../schema/sample.ts'
import type { LoadStep, Scenario } from '../schema/scenario.ts'
import { steadyFrom } from '../statistics/steady-state.ts'
import { addSums, blockSums } from './block-rates.ts'
import type { BlockSums } from './block-rates.ts'
import { CellFigures } from './cell-figures.ts'
import { cellNotes } from './cell-notes.ts'
import { CellTally } from './cell-tally.ts'
import { FigurePool } from './figure-pool.ts'
import { littleDeviation } from './little-deviation.ts'
import type { StoppedBy } from './load/load-window.ts'
import type { MachineFigures } from './machine-watch.ts'
import type { BlockOutcome } from './measure-block.ts'
import { RequestColumns } from './request-columns.ts'
import { timeSeries } from './time-series.ts'
import { validityOf } from './validity.ts'
import type { ValidityFacts } from './validity.ts'

/** So many requests say whether a block is steady. */
const MOST_JUDGED = 1_000_000
/** What went wrong in one block is not made good by another. */
const WORST: readonly StoppedBy[] = ['interrupted', 'budget', 'errors']

/** Gathers the samples of one scenario × model × step, block by block. */
export class CellCollector {
  readonly #cell: { scenario: Scenario; model: Model; step: LoadStep }
  readonly #figures = new CellFigures()
  readonly #tally: CellTally
  readonly #lag = new FigurePool()
  readonly #sums: BlockSums[] = []
  readonly #machines: MachineFigures[] = []
  readonly #stopped: StoppedBy[] = []
  #full = { waited: 0, dropped: 0, due: 0 }
  #columns = new RequestColumns()
  #measured: { startMs: number; latencyMs: number }[] = []
  #steadyFromMs: number | null = null
  #series: BenchmarkCell['series'] = []

  constructor(cell: { scenario: Scenario; model: Model; step: LoadStep }) {
    this.#cell = cell
    this.#tally = new CellTally(cell.scenario.slo)
  }

  /** That have ended. */
  get blocks(): number {
    return this.#sums.length
  }

  beginBlock(): void {
    this.#columns = new RequestColumns()
    this.#figures.nextBlock()
  }

  /** What its user has cancelled is not counted: it says nothing of the model. */
  add(sample: Sample): void {
    if (sample.error?.kind === 'cancelled') return
    this.#columns.add(sample)
    if (sample.phase !== 'measured') return
    this.#tally.add(sample)
    if (sample.turn === 0 && this.#isScheduled) this.#lag.add(sample.queueMs)
    if (sample.error) return
    this.#figures.add(sample)
    if (this.#sums.length === 0 && sample.latencyMs !== null && this.#measured.length < MOST_JUDGED)
      this.#measured.push({ startMs: sample.startMs, latencyMs: sample.latencyMs })
  }

  endBlock({ startAtMs, openedAtMs, closedAtMs, inFlight, machine, stoppedBy, open }: BlockOutcome): void {
    const span = { fromMs: openedAtMs - startAtMs, toMs: closedAtMs - startAtMs }
    if (this.#sums.length === 0) {
      this.#series = timeSeries(this.#columns, span, inFlight, startAtMs)
      const inOrder = this.#measured.sort((a, b) => a.startMs - b.startMs)
      const from = steadyFrom(inOrder.map(({ latencyMs }) => latencyMs))
      this.#steadyFromMs = from === null ? null : Math.max(0, (inOrder[from]?.startMs ?? 0) - span.fromMs)
      this.#measured = []
    }
    this.#sums.push(blockSums(this.#columns, span, inFlight, startAtMs))
    this.#machines.push(machine)
    this.#stopped.push(stoppedBy)
    if (!open) return
    this.#full.waited += open.waited
    this.#full.dropped += open.dropped
    this.#full.due += open.due
  }

  cell(): BenchmarkCell {
    const { scenario, model, step } = this.#cell
    const tally = this.#tally
    const rates = this.#rates(addSums(this.#sums))
    const { errors, tokens, slo, stalls, costNanoUsd, unpricedCalls } = tally
    const figures = this.#figures.distributions(scenario)
    const stoppedBy = this.#stopped.find((by) => WORST.includes(by)) ?? this.#stopped.at(-1) ?? 'errors'
    return {
      scenario: scenario.name,
      scenarioHash: scenario.scenarioHash,
      model: model.label,
      modelId: model.id,
      simulated: model.simulated,
      loop: this.#isScheduled ? 'open' : 'closed',
      load: scenario.load,
      step,
      repetitions: this.#sums.length,
      stoppedBy,
      adaptive: this.#stopped.includes('converged'),
      figures,
      rates,
      validity: validityOf(this.#facts(rates)),
      notes: cellNotes({ scenario, tally, figures }),
      errors,
      tokens,
      costNanoUsd,
      unpricedCalls,
      stalls,
      slo,
      series: this.#series,
    }
  }

  /** Of the curve of a ramp or sweep. */
  point({ rates, validity, step }: BenchmarkCell): SweepCurve['points'][number] {
    const latency = step.ratePerSecond === null ? 'latencyMs' : 'latencyFromScheduleMs'
    return {
      step: step.index,
      target: step.ratePerSecond ?? step.concurrency ?? 0,
      requestsPerSecond: rates.requestsPerSecond,
      goodputPerSecond: rates.goodputPerSecond,
      p50Ms: this.#figures.quantile(latency, 0.5),
      p95Ms: this.#figures.quantile(latency, 0.95),
      errorShare: rates.requests === 0 ? 0 : rates.failed / rates.requests,
      suspect: validity.suspect,
    }
  }

  /** Is there a schedule that the model has no part in? */
  get #isScheduled(): boolean {
    return this.#cell.scenario.load.kind === 'burst' || this.#cell.step.ratePerSecond !== null
  }

  #rates(sums: BlockSums): Rates {
    const { windowMs, requests, completed, failed } = sums
    const perSecond = (count: number): number => (windowMs > 0 ? (count * 1_000) / windowMs : 0)
    const hasSlo = this.#cell.scenario.slo !== undefined
    const lag = this.#lag
    return {
      windowMs,
      requests,
      completed,
      failed,
      dropped: this.#full.dropped,
      targetPerSecond: this.#cell.step.ratePerSecond,
      achievedPerSecond: perSecond(sums.began),
      requestsPerSecond: perSecond(sums.completedShare),
      goodputPerSecond: hasSlo ? perSecond(sums.goodShare) : null,
      sloShare: hasSlo && requests > 0 ? sums.met / requests : null,
      outputTokensPerSecond: sums.outputTokens === null ? null : perSecond(sums.outputTokens),
      inputTokensPerSecond: sums.inputTokens === null ? null : perSecond(sums.inputTokens),
      meanConcurrency: windowMs > 0 ? sums.inFlightMs / windowMs : 0,
      peakConcurrency: sums.peakInFlight,
      scheduleLagMs: lag.n === 0 ? null : { p50: lag.quantile(0.5), p99: lag.quantile(0.99), max: lag.max },
    }
  }

  #facts(rates: Rates): ValidityFacts {
    const { newConnections, reusedConnections, heldBytesPeak, longestPauseMs } = this.#tally
    const { timeShare, requestMs, requests } = addSums(this.#sums)
    const { load } = this.#cell.scenario
    return {
      machines: this.#machines,
      rates,
      full: 'mostInFlight' in load && this.#isScheduled ? { ...this.#full, mostInFlight: load.mostInFlight } : null,
      littleDeviation: littleDeviation({
        meanConcurrency: rates.meanConcurrency,
        requestsPerSecond: rates.windowMs > 0 ? (timeShare * 1_000) / rates.windowMs : 0,
        meanMs: requests > 0 ? requestMs / requests : null,
        requests,
      }),
      steadyFromMs: this.#steadyFromMs,
      newConnections,
      reusedConnections,
      heldBytesPeak,
      longestPauseMs,
    }
  }
}
