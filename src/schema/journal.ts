import type { CallRecord } from './call.ts'

/** Append-only store of calls: the one place that resume reads. */
export interface Journal {
  /** Resolves when the line is handed to the system; the order is the order of calling. */
  append(record: CallRecord): Promise<void>
  /** The latest successful call with this hash, in this run or those it resumes; `null` if none. */
  find(requestHash: string): CallRecord | null
  /** Everything, in order; a torn last line is left out. */
  read(): AsyncIterable<CallRecord>
  /** Writes what waits, synchronously: safe in an `exit` handler. */
  flushSync(): void
  close(): Promise<void>
}
