import type { CallRecord, CallRequest } from '../schema/call.ts'
import type { Cost } from '../schema/cost.ts'
import type { Model } from '../schema/model.ts'
import type { Tape, TapeMode, TapePlace } from '../schema/tape.ts'
import { recordedAtOf, replayedCall, tapeEntryOf, tapeQuestionOf } from './tape-entry.ts'
import { tapeMiss } from './tape-miss.ts'

export interface TapeDeckOptions {
  tape: Tape
  mode: Exclude<TapeMode, 'off'>
  /** `false`: paid models are not asked, so that the tape answers for them while others are recorded. */
  maySpend: boolean
  /** As it is shown where a call is missing. */
  folder: string
}

/** What the mode of a run does with its tape. Models whose answers are recorded elsewhere have nothing to do with it. */
export class TapeDeck {
  readonly #options: TapeDeckOptions
  /** Identities of what this run has kept. */
  readonly #done = new Set<string>()

  constructor(options: TapeDeckOptions) {
    this.#options = options
  }

  /** Need the model not be ready before the run: it may never be asked. */
  answersFor(model: Model): boolean {
    return this.#options.mode !== 'record' && isTaped(model)
  }

  /** May a call of the journal not answer, because it came from the tape and is to be recorded anew? */
  refuses({ replayed }: CallRecord): boolean {
    return replayed !== undefined && this.#options.mode === 'record' && this.#options.maySpend
  }

  /** The recorded call as one of this run; `null`: ask. Throws EvalError config: the tape is broken, or the call is missing and may not be made. */
  replay(request: CallRequest, model: Model, newCallId: () => string): CallRecord | null {
    if (!isTaped(model)) return null
    const { tape, mode, maySpend, folder } = this.#options
    const question = tapeQuestionOf(request, model)
    // Where all is recorded the tape is read as well: that it is broken is said before anything is paid.
    const entry = tape.find(question)
    if (mode === 'record' && (maySpend || !model.paid)) return null
    if (entry) return replayedCall(entry, request, newCallId(), model.simulated)
    if (mode === 'replay') throw tapeMiss(question, tape.nearest(question), folder)
    return null
  }

  /**
   * Records a call of the journal, that this run or one that it resumes has made, unless it is on the tape. `laterCost`: what its vendor said after
   * the answer.
   */
  async keepKnown(record: CallRecord, model: Model, laterCost: Cost | null): Promise<void> {
    const { tape, mode } = this.#options
    if (mode === 'replay' || !isTaped(model) || this.#done.has(record.requestHash)) return
    const entry = tape.find(tapeQuestionOf(record, model))
    const isSame = entry?.recordedAt === recordedAtOf(record)
    if (entry && !isSame && mode === 'auto') return
    // The journal holds prices as they were at first: of an answer that is on the tape only a later price is news.
    if (isSame && (laterCost === null || laterCost.nanoUsd === entry.cost.nanoUsd)) return
    await this.keep(laterCost ? { ...record, cost: laterCost } : record, model)
  }

  /** Records a call that was asked. */
  async keep(record: CallRecord, model: Model): Promise<void> {
    const { tape, mode } = this.#options
    if (mode === 'replay' || record.replayed || !isTaped(model)) return
    const entry = tapeEntryOf(record, model)
    if (!entry) return
    if (entry.answer) this.#done.add(record.requestHash)
    await tape.keep(entry)
  }

  /** Records what a call has cost as its vendor says it later. */
  async correct(place: TapePlace, { nanoUsd, source, priced }: Cost): Promise<void> {
    const { tape, mode } = this.#options
    const entry = mode === 'replay' ? null : tape.find(place)
    if (entry) await tape.keep({ ...entry, cost: { nanoUsd, source, priced } })
  }

  writeSync(): void {
    this.#options.tape.writeSync()
  }

  close(): Promise<void> {
    return this.#options.tape.close()
  }
}

const isTaped = ({ answersFile }: Model): boolean => answersFile === null
