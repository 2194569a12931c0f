import type { CallRecord } from '../schema/call.ts'
import { EVAL_ERROR_KINDS, EvalError } from '../schema/eval-error.ts'
import type { Journal } from '../schema/journal.ts'
import { AppendFile } from './append-file.ts'
import { parseRecord, readJsonLines, scanJsonLines } from './json-lines.ts'
import { openLineReader } from './line-reader.ts'
import type { LinePlace } from './line-splitter.ts'
import { OwnRecords } from './own-records.ts'
import { PastTally } from './past-tally.ts'

/** Schema of the lines of `calls.jsonl`. */
export const CALL_SCHEMA = 'taskbench/call@1'

export interface FileJournalOptions {
  /** Absolute path of the file to append to; it need not be there. */
  file: string
  /** Nothing is created or written; `append` rejects. */
  readOnly?: boolean
  /** Journals of runs that this one resumes, oldest first: `find` looks there too, and the newest call counts. */
  earlier?: string[]
  /** Called with each call that is in the file when it is opened, in order; one that a flush wrote twice counts once. */
  each?: (record: CallRecord) => void
  /** Called with the error of a full disk: frees some space and says whether it did. */
  makeRoom?: (full: unknown) => boolean
}

/** A call that counts as an answer: where it stands, or the record itself while it is being written. */
type Entry = LinePlace | { record: CallRecord }

/** A success, or an error that is the model's own failure: asked again, it would be chosen by its outcome. */
const isAnswer = ({ completion, error }: CallRecord): boolean =>
  error === null ? completion !== null : EVAL_ERROR_KINDS[error.kind]?.counts === 'answered'

async function* readOnce(file: string): AsyncGenerator<CallRecord> {
  const seen = new Set<string>()
  for await (const { record } of readJsonLines<CallRecord>(file, CALL_SCHEMA)) {
    if (seen.has(record.callId)) continue
    seen.add(record.callId)
    yield record
  }
}

/**
 * A journal in a `.jsonl` file. The texts stay in the file: memory holds one place per request hash.
 * Throws EvalError config where a file cannot be read or written, or was written by another version.
 */
export function openFileJournal({ file, readOnly = false, earlier = [], each, makeRoom }: FileJournalOptions): Journal {
  const index = new Map<string, Entry>()
  const reader = openLineReader()

  const scan = (source: string, take?: (record: CallRecord) => void): void =>
    scanJsonLines<CallRecord>(source, CALL_SCHEMA, ({ record, offset, length }) => {
      if (isAnswer(record)) index.set(record.requestHash, { file: source, offset, length })
      take?.(record)
    })
  const past = new PastTally(each)
  for (const source of earlier) scan(source, (record) => past.take(record, false))
  scan(file, (record) => past.take(record, true))

  const own = new OwnRecords<CallRecord>(file)
  const appendFile = readOnly ? null : new AppendFile(file, makeRoom)

  const load = (hash: string, entry: Entry): CallRecord | null => {
    if ('record' in entry) return entry.record
    const record = parseRecord<CallRecord>(reader.read(entry), CALL_SCHEMA, entry.file)
    return record?.requestHash === hash ? record : null
  }

  const append = async (record: CallRecord): Promise<void> => {
    if (appendFile === null) throw new EvalError('bug', `Found a call to append to ${file}, which is open for reading only`, { at: file })
    const written = appendFile.append(JSON.stringify(record)).then((place) => (own.take([record], place), place))
    if (!isAnswer(record)) return void (await written)
    const before = index.get(record.requestHash)
    const entry = { record }
    index.set(record.requestHash, entry)
    const isLatest = (): boolean => index.get(record.requestHash) === entry
    try {
      const at = await written
      if (isLatest()) index.set(record.requestHash, { file, ...at })
    } catch (error) {
      if (isLatest() && before !== undefined) index.set(record.requestHash, before)
      else if (isLatest()) index.delete(record.requestHash)
      throw error
    }
  }

  return {
    past: past.tally(index.size),
    append,
    find(requestHash) {
      const entry = index.get(requestHash)
      if (entry === undefined) return null
      const record = load(requestHash, entry)
      if (record !== null) return record
      scan(file) // a flush moved lines: look where they are now
      const again = index.get(requestHash)
      return again === undefined ? null : load(requestHash, again)
    },
    has: (requestHash) => index.has(requestHash),
    own,
    read: () => readOnce(file),
    flushSync: () => appendFile?.flushSync(),
    async close() {
      await appendFile?.close()
      reader.close()
    },
  }
}
