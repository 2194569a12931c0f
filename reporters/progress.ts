import type { EngineEvent } from '../src/schema/event.ts'
import { stripControl } from '../src/text/strip-control.ts'

/** How one model stands in a run. Counts are trials. */
export interface ModelProgress {
  model: string
  planned: number
  done: number
  /** Calls in flight. */
  running: number
  failed: number
  errored: number
  retries: number
  costNanoUsd: number
  unpriced: number
  abandoned: boolean
}

/** Follows the engine's events. Pure but for the clock that it is given. */
export class Progress {
  readonly #models = new Map<string, ModelProgress>()
  readonly #startMs: number

  constructor(nowMs: number) {
    this.#startMs = nowMs
  }

  get models(): readonly ModelProgress[] {
    return [...this.#models.values()]
  }

  get done(): boolean {
    return this.models.every((model) => model.done >= model.planned)
  }

  take(event: EngineEvent): void {
    switch (event.type) {
      case 'task-planned':
        for (const model of event.models) this.#of(model).planned += event.trialsPerModel
        break
      case 'call-started':
        this.#of(event.model).running++
        break
      case 'call-retried':
        this.#of(event.model).retries++
        break
      case 'call-settled':
        this.#settle(event)
        break
      case 'trial-ended':
        this.#end(event)
        break
      case 'model-abandoned':
        this.#of(event.model).abandoned = true
        break
      default:
    }
  }

  /** One line per model: done, running and to do, errors, cost so far, time left. No colours, no control characters. */
  lines(nowMs: number): string[] {
    const width = Math.max(0, ...this.models.map((model) => model.model.length))
    return this.models.map((model) => this.#line(model, width, nowMs - this.#startMs))
  }

  #settle(event: Extract<EngineEvent, { type: 'call-settled' }>): void {
    const model = this.#of(event.model)
    if (!event.reused && !event.replayed) model.running--
    if (event.costNanoUsd === null) model.unpriced++
    else model.costNanoUsd += event.costNanoUsd
  }

  #end(event: Extract<EngineEvent, { type: 'trial-ended' }>): void {
    const model = this.#of(event.model)
    model.done++
    if (event.status === 'errored') model.errored++
    else if (event.failed) model.failed++
  }

  #of(model: string): ModelProgress {
    const known = this.#models.get(model)
    if (known) return known
    const fresh = {
      model,
      planned: 0,
      done: 0,
      running: 0,
      failed: 0,
      errored: 0,
      retries: 0,
      costNanoUsd: 0,
      unpriced: 0,
      abandoned: false,
    }
    this.#models.set(model, fresh)
    return fresh
  }

  #line(model: ModelProgress, width: number, elapsedMs: number): string {
    const todo = Math.max(0, model.planned - model.done - model.running)
    const leftMs = model.done === 0 ? null : (elapsedMs / model.done) * (model.planned - model.done)
    const parts = [
      `${model.done}/${model.planned} done`,
      `${model.running} running`,
      `${todo} to do`,
      model.failed > 0 ? `${model.failed} failed` : null,
      model.errored > 0 ? `${model.errored} errors` : null,
      model.retries > 0 ? `${model.retries} retries` : null,
      model.abandoned ? 'abandoned' : null,
      `$${(model.costNanoUsd / 1e9).toFixed(4)}${model.unpriced > 0 ? ` + ${model.unpriced} unpriced calls` : ''}`,
      model.done >= model.planned ? null : leftMs === null ? 'time left unknown' : `${formatSeconds(leftMs)} left`,
    ]
    return `${stripControl(model.model).padEnd(width)}  ${parts.filter((part) => part !== null).join(' · ')}`
  }
}

function formatSeconds(ms: number): string {
  const seconds = Math.ceil(ms / 1_000)
  if (seconds < 60) return `${seconds} s`
  if (seconds < 3_600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`
  return `${Math.floor(seconds / 3_600)} h ${Math.floor((seconds % 3_600) / 60)} min`
}
