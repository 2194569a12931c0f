import type { CallRecord } from '../schema/call.ts'
import { EvalError } from '../schema/eval-error.ts'
import type { OwnCalls } from '../schema/journal.ts'
import type { EarlyReading, TrialDetail } from '../schema/record-store.ts'
import type { TrialRecord } from '../schema/trial-record.ts'
import type { OwnRecords } from './own-records.ts'
import { compareNatural } from './record-order.ts'

/** So many of a model's trials wait for earlier ones: of those that run at once, any may end first. */
const HELD = 512
/** And so many more before the first of them are given. */
const LEAST = 256
/** Between two turns of the event loop: about a millisecond of work for those who read. */
const TURN = 32
const TURN_AT_END = 512

/** Trials of one model and task. */
interface Group {
  task: string
  model: string
  planned: number
  taken: number
  /** All of them have been given. */
  isDone: boolean
  waiting: TrialRecord[]
  last: TrialRecord | null
}

export interface EarlySource {
  /** Resolves when those who read may take up the processor for a millisecond. */
  quiet(): Promise<void>
  ownTrials: Pick<OwnRecords<TrialRecord>, 'from'>
  /** `null`: there is no journal yet. */
  ownCalls(): Pick<OwnCalls, 'from'> | null
  /** Is all that counts of the run in what this process has appended? `trials`: how many came. */
  isWhole(trials: number): Promise<boolean>
}

/**
 * The details of a run that has not ended, in the order in which the store gives them: each is given when those before it are likely to be there. Where
 * that was wrong, or what is stored is not this process's own work, reading ends with an error and `end` says `false`.
 */
export class EarlyDetails implements EarlyReading {
  readonly #source: EarlySource
  readonly #groups: Group[] = []
  readonly #byName = new Map<string, Group>()
  readonly #calls = new Map<string, CallRecord>()
  #callCount = 0
  #current = 0
  #taken = 0
  #ended = false
  /** What is left when it has ended. */
  readonly #rest: TrialDetail[] = []
  #broken = false
  #wake: (() => void) | null = null

  constructor(source: EarlySource) {
    this.#source = source
  }

  plan(task: string, models: readonly string[], trials: number): void {
    const begun = this.#groups.slice(0, this.#current + (this.#groups[this.#current]?.last ? 1 : 0))
    for (const model of models) {
      if (this.#groupOf({ task, model })) return this.#break()
      const group = { task, model, planned: trials, taken: 0, isDone: false, waiting: [], last: null }
      this.#groups.push(group)
      this.#byName.set(nameOf({ task, model }), group)
    }
    this.#groups.sort((a, b) => compareNatural(a.task, b.task) || compareNatural(a.model, b.model))
    if (begun.some((group, index) => this.#groups[index] !== group)) this.#break()
  }

  take(trials: readonly TrialRecord[]): void {
    if (this.#broken) return
    for (const trial of trials) {
      const group = this.#groupOf(trial)
      if (!group || group.isDone) return this.#break()
      group.taken++
      group.waiting.push(trial)
    }
    this.#taken += trials.length
    if (this.#hasNext()) this.#go()
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<TrialDetail> {
    for (;;) {
      const ready = this.#ended ? this.#rest.splice(0) : this.#next()
      if (this.#broken) throw new EvalError('aborted', 'the details of a run were read early, and came in another order')
      for (let from = 0, to = 0; from < ready.length; from = to) {
        to = from + (this.#ended ? TURN_AT_END : TURN)
        for (const detail of ready.slice(from, to)) yield detail
        await this.#source.quiet()
      }
      if (this.#ended && this.#rest.length === 0 && !this.#broken) return
      if (ready.length === 0 && !this.#ended) await new Promise<void>((resolve) => (this.#wake = resolve))
    }
  }

  async end(): Promise<boolean> {
    if (!this.#broken && !(await this.#source.isWhole(this.#taken))) this.#break()
    this.#ended = true
    while (!this.#broken && this.#current < this.#groups.length) this.#rest.push(...this.#next())
    this.#go()
    return !this.#broken
  }

  abandon(): void {
    this.#break()
  }

  #groupOf({ task, model }: Pick<TrialRecord, 'task' | 'model'>): Group | undefined {
    return this.#byName.get(nameOf({ task, model }))
  }

  #break(): void {
    this.#broken = true
    // Nobody will be given what waits.
    for (const group of this.#groups) group.waiting = []
    this.#calls.clear()
    this.#go()
  }

  #go(): void {
    this.#wake?.()
    this.#wake = null
  }

  #hasNext(): boolean {
    const group = this.#groups[this.#current]
    return group !== undefined && (group.taken >= group.planned || group.waiting.length >= HELD + LEAST)
  }

  /** What can be given now. */
  #next(): TrialDetail[] {
    const group = this.#groups[this.#current]
    const isWhole = group !== undefined && (this.#ended || group.taken >= group.planned)
    if (!group || (!isWhole && !this.#hasNext())) return []
    const sorted = group.waiting.sort(compareCases)
    group.waiting = isWhole ? [] : sorted.splice(-HELD)
    group.isDone = isWhole
    if (isWhole) this.#current++
    return this.#detailsOf(group, sorted)
  }

  #detailsOf(group: Group, trials: readonly TrialRecord[]): TrialDetail[] {
    this.#takeCalls()
    const details: TrialDetail[] = []
    for (const trial of trials) {
      if (group.last !== null && compareCases(group.last, trial) >= 0) this.#break()
      group.last = trial
      const calls = trial.callIds.flatMap((id) => this.#calls.get(id) ?? [])
      if (calls.length < trial.callIds.length) this.#break()
      for (const id of trial.callIds) this.#calls.delete(id)
      details.push({ trial, calls })
    }
    return this.#broken ? [] : details
  }

  #takeCalls(): void {
    const { ownTrials, ownCalls } = this.#source
    const calls = ownCalls()?.from(this.#callCount) ?? null
    if (calls === null || ownTrials.from(this.#taken) === null) return this.#break()
    this.#callCount += calls.length
    for (const call of calls) this.#calls.set(call.callId, call)
  }
}

const nameOf = ({ task, model }: Pick<TrialRecord, 'task' | 'model'>): string => `${task}\n${model}`

const compareCases = (a: TrialRecord, b: TrialRecord): number => compareNatural(a.case, b.case) || a.trial - b.trial
