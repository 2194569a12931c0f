import type { EngineEvent } from '../schema/event.ts'
import type { ModelProgress, ProgressCounts } from '../schema/progress.ts'
import { EndedTrials } from './ended-trials.ts'
import { SlidingRate } from './sliding-rate.ts'

interface Followed {
  counts: ModelProgress
  calls: SlidingRate
  trials: SlidingRate
  /** Calls answered without asking whose trials have not ended yet: those say nothing of the model's speed. */
  unpacedTrials: number
}

type Foreseen = Extract<EngineEvent, { type: 'task-foreseen' }>

/** Follows the engine's events, model by model. Times are milliseconds of one monotonic clock. */
export class Progress {
  readonly #models = new Map<string, Followed>()
  readonly #ended = new EndedTrials()
  /** Calls between two attempts. */
  readonly #waiting = new Set<string>()
  /** Tasks that were announced, and those that are yet to be. */
  readonly #announced = new Set<string>()
  readonly #foreseen = new Map<string, Foreseen>()
  #seq = 0

  /** Number of the last event. */
  get seq(): number {
    return this.#seq
  }

  take(event: EngineEvent, nowMs: number): void {
    this.#seq = event.seq
    switch (event.type) {
      case 'task-planned':
        this.#announced.add(event.task)
        this.#forget(event.task)
        for (const [index, model] of event.models.entries())
          this.#of(model).counts.planned += event.trialsByModel?.[index] ?? event.trialsPerModel
        break
      case 'task-foreseen':
        this.#foresee(event)
        break
      case 'run-ended':
        // A file that could not be compiled has announced nothing.
        for (const task of this.#foreseen.keys()) this.#forget(task)
        break
      case 'call-started':
        this.#start(this.#of(event.model), nowMs)
        break
      case 'call-retried':
        this.#wait(event)
        break
      case 'call-asked-again':
        this.#askAgain(event)
        break
      case 'call-settled':
        this.#settle(event, nowMs)
        break
      case 'trial-ended':
        this.#end(event, nowMs)
        break
      case 'model-abandoned':
        this.#of(event.model).counts.abandoned = true
        break
      default:
    }
  }

  /** How every model stands, in the order in which they came. */
  models(nowMs: number): ModelProgress[] {
    return [...this.#models.values()].map((model) => ({ ...model.counts, ...paceOf(model, nowMs) }))
  }

  #foresee(event: Foreseen): void {
    if (this.#announced.has(event.task) || this.#foreseen.has(event.task)) return
    this.#foreseen.set(event.task, event)
    for (const model of event.models) this.#of(model).counts.planned += event.trialsPerModel
  }

  /** What was foreseen of a task counts no more. */
  #forget(task: string): void {
    const event = this.#foreseen.get(task)
    this.#foreseen.delete(task)
    for (const model of event?.models ?? []) this.#of(model).counts.planned -= event?.trialsPerModel ?? 0
  }

  #start({ counts, calls, trials }: Followed, nowMs: number): void {
    counts.running++
    calls.begin(nowMs)
    trials.begin(nowMs)
  }

  #wait({ model, callId }: Extract<EngineEvent, { type: 'call-retried' }>): void {
    const { counts } = this.#of(model)
    counts.running = Math.max(0, counts.running - 1)
    this.#waiting.add(callId)
  }

  #askAgain({ model, callId }: Extract<EngineEvent, { type: 'call-asked-again' }>): void {
    const { counts } = this.#of(model)
    counts.running++
    counts.retries++
    this.#waiting.delete(callId)
  }

  #settle(event: Extract<EngineEvent, { type: 'call-settled' }>, nowMs: number): void {
    const model = this.#of(event.model)
    const { counts } = model
    if (event.costNanoUsd === null) counts.unpricedCalls++
    else counts.costNanoUsd += event.costNanoUsd
    if (event.reused || event.replayed) {
      counts.reused++
      model.unpacedTrials++
      return
    }
    // A call of an earlier run of a watching Vitest was not counted here.
    if (!this.#waiting.delete(event.callId)) counts.running = Math.max(0, counts.running - 1)
    model.calls.add(nowMs)
  }

  #end(event: Extract<EngineEvent, { type: 'trial-ended' }>, nowMs: number): void {
    const model = this.#of(event.model)
    const { counts } = model
    const { now, before } = this.#ended.take(event)
    if (before === null) counts.done++
    else if (before !== 'answered') counts[before]--
    if (now !== 'answered') counts[now]++
    if (now === 'skipped') return
    if (model.unpacedTrials > 0) model.unpacedTrials--
    else if (before === null) model.trials.add(nowMs)
  }

  #of(model: string): Followed {
    const known = this.#models.get(model)
    if (known) return known
    const counts = { model, ...NOTHING, abandoned: false }
    const fresh = { counts, calls: new SlidingRate(), trials: new SlidingRate(), unpacedTrials: 0 }
    this.#models.set(model, fresh)
    return fresh
  }
}

const NOTHING: ProgressCounts = {
  planned: 0,
  running: 0,
  done: 0,
  failed: 0,
  errored: 0,
  skipped: 0,
  retries: 0,
  reused: 0,
  costNanoUsd: 0,
  unpricedCalls: 0,
  callsPerMinute: null,
  etaMs: null,
}

/** The sum over models; they run side by side, so the time left is that of the slowest, and unknown as soon as one's is. */
export function totalProgress(models: readonly ModelProgress[]): ProgressCounts {
  const totals = { ...NOTHING }
  for (const model of models) {
    for (const key of SUMMED) totals[key] += model[key]
    if (model.callsPerMinute !== null) totals.callsPerMinute = (totals.callsPerMinute ?? 0) + model.callsPerMinute
  }
  const left = models.map(({ etaMs }) => etaMs)
  totals.etaMs = left.length === 0 || left.includes(null) ? null : Math.max(...(left as number[]))
  return totals
}

const SUMMED = [
  'planned',
  'running',
  'done',
  'failed',
  'errored',
  'skipped',
  'retries',
  'reused',
  'costNanoUsd',
  'unpricedCalls',
] as const satisfies (keyof ProgressCounts)[]

function paceOf({ counts, calls, trials }: Followed, nowMs: number): Pick<ModelProgress, 'callsPerMinute' | 'etaMs'> {
  const callsPerMs = calls.perMs(nowMs)
  const trialsPerMs = trials.perMs(nowMs)
  const left = Math.max(0, counts.planned - counts.done)
  const etaMs = left === 0 ? 0 : trialsPerMs === null || counts.abandoned ? null : Math.round(left / trialsPerMs)
  return { callsPerMinute: callsPerMs === null ? null : Math.round(callsPerMs * 60_000 * 10) / 10, etaMs }
}
