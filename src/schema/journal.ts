import type { CallRecord } from './call.ts'

/** What a journal holds from before. */
export interface JournalPast {
  /** Calls that count as answers, each hash once. */
  answers: number
  /** Sum of the priced calls of the run's own file. */
  spentNanoUsd: number
  /** Trials, as `trialKeyText` names them, with a call whose latest outcome is an error. */
  failed: ReadonlySet<string>
}

/** Append-only store of calls: the one place that resume reads. */
export interface Journal {
  /** What was there when it was opened. */
  readonly past: JournalPast
  /** Resolves when the line is handed to the system; the order is the order of calling. */
  append(record: CallRecord): Promise<void>
  /** The latest call with this hash that counts as an answer — a success, or the model's own failure (a refusal) — in this run or an earlier one; `null` if none. */
  find(requestHash: string): CallRecord | null
  /** Would `find` find one? Reads nothing. */
  has(requestHash: string): boolean
  /** Everything in its file, in order, without reading it; `null` where that is not in memory. */
  own(): Promise<readonly CallRecord[] | null>
  /** Of what was appended, and is held in memory, the calls from a number on, in order; `null`: they are not all held. */
  ownFrom(index: number): readonly CallRecord[] | null
  /** Everything, in order; a torn last line is left out. */
  read(): AsyncIterable<CallRecord>
  /** Writes what waits, synchronously: safe in an `exit` handler. */
  flushSync(): void
  close(): Promise<void>
}
