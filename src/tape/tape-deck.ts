import { notAskedBecause } from '../records/not-asked-because.ts'
import type { CallRecord, CallRequest } from '../schema/call.ts'
import type { Cost } from '../schema/cost.ts'
import type { EvalError } from '../schema/eval-error.ts'
import type { Model } from '../schema/model.ts'
import type { Tape, TapeMode, TapePlace, TapeQuestion } from '../schema/tape.ts'
import { redactJson } from '../text/redact-json.ts'
import { recordedAtOf, replayedCall, tapeEntryOf, tapeQuestionOf } from './tape-entry.ts'
import { tapeMiss } from './tape-miss.ts'
import { tapeProblem } from './tape-problem.ts'
import { tapeWords } from './tape-words.ts'

export interface TapeDeckOptions {
  tape: Tape
  mode: Exclude<TapeMode, 'off'>
  /** `false`: paid models are not asked, so that the tape answers for them while others are recorded. */
  maySpend: boolean
  /** As it is shown where a call is missing. */
  folder: string
  /** Texts that are neither recorded nor shown. */
  secrets?: readonly string[]
}

/** What the mode of a run does with its tape. Models whose answers are recorded elsewhere have nothing to do with it. */
export class TapeDeck {
  readonly #options: TapeDeckOptions
  /** Identities of what this run has kept. */
  readonly #done = new Set<string>()
  #trouble: EvalError | null = null
  #tell: (problem: EvalError) => void = () => undefined

  constructor(options: TapeDeckOptions) {
    this.#options = options
  }

  /** Is told, once, why calls cannot be recorded: what is asked from then on would be paid for and lost. */
  onTrouble(tell: (problem: EvalError) => void): void {
    this.#tell = tell
    if (this.#trouble) tell(this.#trouble)
  }

  /** Throws EvalError config where some of these models' calls will be recorded, and the tape cannot be written. */
  requireWritable(models: readonly Model[]): void {
    const { tape, mode } = this.#options
    if (mode === 'record' && models.some((model) => this.#isRecorded(model))) tape.requireWritable()
  }

  /** Need the model not be ready before the run: it may never be asked. */
  answersFor(model: Model): boolean {
    return this.#options.mode !== 'record' && isTaped(model)
  }

  /** May a call of the journal not answer, because it came from the tape and is to be recorded anew? */
  refuses({ replayed }: CallRecord): boolean {
    return replayed !== undefined && this.#options.mode === 'record' && this.#options.maySpend
  }

  /**
   * The recorded call as one of this run; `null`: ask. Throws EvalError config: the tape is broken, or the call is missing and may not be made;
   * aborted: it could not be recorded.
   */
  replay(request: CallRequest, model: Model, newCallId: () => string): CallRecord | null {
    if (!isTaped(model)) return null
    const { tape, mode, maySpend } = this.#options
    const question = tapeQuestionOf(request, model)
    // Where all is recorded the tape is read as well: that it is broken is said before anything is paid.
    const entry = tape.find(question)
    if (entry && !(mode === 'record' && (maySpend || !model.paid))) return replayedCall(entry, request, newCallId(), model.simulated)
    if (mode === 'replay') throw this.#missOf(question)
    if (this.#isRecorded(model)) this.#requireRoomFor(question)
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
    await this.#attempt(() => tape.keep(entry))
  }

  /** Records what a call has cost as its vendor says it later. */
  async correct(place: TapePlace, { nanoUsd, source, priced }: Cost): Promise<void> {
    const { tape, mode } = this.#options
    const entry = mode === 'replay' ? null : tape.find(place)
    if (entry) await this.#attempt(() => tape.keep({ ...entry, cost: { nanoUsd, source, priced } }))
  }

  /** Puts what was recorded on the tape; where that fails, it waits beside it. */
  writeSync(): void {
    try {
      this.#options.tape.writeSync()
    } catch (error) {
      this.#note(error)
    }
  }

  /** Rejects with EvalError config where something that was to be recorded is not on the tape. */
  async close(): Promise<void> {
    await this.#attempt(() => this.#options.tape.close())
    if (this.#trouble) throw this.#trouble
  }

  /** The question as the tape would hold it: what is redacted on both sides does not differ. */
  #missOf(question: TapeQuestion): EvalError {
    const { tape, folder, secrets = [] } = this.#options
    const shown = redactJson(question, secrets, tapeWords())
    return tapeMiss(shown, tape.nearest(shown), folder)
  }

  #isRecorded(model: Model): boolean {
    return isTaped(model) && (this.#options.maySpend || !model.paid)
  }

  #requireRoomFor(question: TapeQuestion): void {
    if (!this.#trouble)
      try {
        this.#options.tape.requireWritable(question)
      } catch (error) {
        this.#note(error)
      }
    if (this.#trouble) throw notAskedBecause(this.#trouble)
  }

  /** An answer that was paid for is given all the same. */
  async #attempt(record: () => Promise<void>): Promise<void> {
    try {
      await record()
    } catch (error) {
      this.#note(error)
    }
  }

  #note(error: unknown): void {
    if (this.#trouble) return
    this.#trouble = tapeProblem(this.#options.folder, error)
    this.#tell(this.#trouble)
  }
}

const isTaped = ({ answersFile }: Model): boolean => answersFile === null
