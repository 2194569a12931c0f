import type { CallRecord } from './call.ts'

/** What a journal holds from before. */
export interface JournalPast {
  /** Calls that count as answers, each hash once. */
  answers: number
  /** Trials, as `trialKeyText` names them, with a call of their own whose latest outcome is an error; that it was skipped is none. */
  failed: ReadonlySet<string>
  /** Hashes of all such calls, of whatever phase. */
  failedCalls: ReadonlySet<string>
}

/** Calls that this process has appended to a journal, as long as they are few enough to be held in memory. */
export interface OwnCalls {
  /** Everything in the journal's file, in order, without reading it; `null` where that is not in memory. */
  all(): Promise<readonly CallRecord[] | null>
  /** The calls from a number on, in order; `null`: they are not all held. */
  from(index: number): readonly CallRecord[] | null
  /** So many more are to come: where that will be too many, none is held in vain. */
  expect(more: number): void
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
  /** What this process has appended. */
  readonly own: OwnCalls
  /** Everything, in order; a torn last line is left out. */
  read(): AsyncIterable<CallRecord>
  /** Writes what waits, synchronously: safe in an `exit` handler. */
  flushSync(): void
  close(): Promise<void>
}
