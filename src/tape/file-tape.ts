import { readdirSync } from 'node:fs'
import path from 'node:path'
import { AppendFile } from '../records/append-file.ts'
import { scanJsonLines } from '../records/json-lines.ts'
import { openLineReader } from '../records/line-reader.ts'
import { requireWritable } from '../records/require-writable.ts'
import { EvalError } from '../schema/eval-error.ts'
import { TAPE_SCHEMA } from '../schema/tape.ts'
import type { NearestEntry, Tape, TapeEntry, TapePlace, TapeQuestion } from '../schema/tape.ts'
import { redactJson } from '../text/redact-json.ts'
import { mergeTape } from './merge-tape.ts'
import { nearestLine } from './nearest-line.ts'
import { readTapeLine } from './read-tape-line.ts'
import { abandonedSpools, newSpool, removeSpool, SPOOL_FOLDER } from './spool.ts'
import { indexTapeFile, tapeLineOf } from './tape-index.ts'
import type { TapeLine } from './tape-index.ts'
import { tapeFile } from './tape-paths.ts'
import { tapeWords } from './tape-words.ts'
import { tapeProblem } from './tape-problem.ts'

export interface FileTapeOptions {
  /** Absolute path of the tape's folder; it need not be there. */
  folder: string
  /** Path to which shown ones are relative. */
  root: string
  /** Texts that never reach the tape. */
  secrets?: readonly string[]
  /** Nothing is created or written. */
  readOnly?: boolean
}

/**
 * A tape in a folder: one `.jsonl` file for each task and model, all of them looked through when it is opened, so that a broken line is said before
 * anything is asked. What is kept waits in a file of this process until it is written; what a process that died has left there is written first.
 * Throws EvalError config.
 */
export function openFileTape(options: FileTapeOptions): Tape {
  const tape = new FileTape(options)
  if (!options.readOnly) tape.adopt()
  tape.readAll()
  return tape
}

class FileTape implements Tape {
  readonly #options: FileTapeOptions
  /** Files that were read, by their path. */
  readonly #files = new Map<string, Map<string, TapeLine>>()
  /** What was kept and is not written yet. */
  readonly #kept = new Map<string, TapeLine>()
  #reader = openLineReader()
  #spool: { file: string; lines: AppendFile } | null = null
  #old: AppendFile[] = []
  #everything: string[] | null = null
  /** Folders that can be written. */
  readonly #writable = new Set<string>()

  constructor(options: FileTapeOptions) {
    this.#options = options
  }

  find(question: TapePlace): TapeEntry | null {
    const kept = this.#kept.get(question.requestHash)
    if (kept) return this.#read(kept)
    const line = this.#look(question)
    if (!line) return null
    try {
      return this.#read(line)
    } catch {
      // Another process has written the file anew: its lines are where they are now.
      this.#reread()
      const again = this.#look(question)
      return again ? this.#read(again) : null
    }
  }

  nearest(question: TapeQuestion): NearestEntry | null {
    const lines = this.#allFiles().flatMap((file) => [...this.#indexOf(file).values()])
    return nearestLine(
      lines,
      question,
      (line) => this.#read(line),
      (line) => `${this.#shown(line.place.file)}:${line.number}`,
    )
  }

  requireWritable(place?: Pick<TapePlace, 'task' | 'model'>): void {
    const { folder } = this.#options
    const own = place ? [path.dirname(tapeFile(folder, { task: place.task, model: place.model.label }))] : []
    for (const each of [path.join(folder, SPOOL_FOLDER), ...own]) {
      if (this.#writable.has(each)) continue
      try {
        requireWritable(each)
      } catch (error) {
        throw tapeProblem(folder, error)
      }
      this.#writable.add(each)
    }
  }

  async keep(entry: TapeEntry): Promise<void> {
    if (this.#options.readOnly)
      throw new EvalError('bug', `Found a call to keep on the tape ${this.#options.folder}, which is open for reading only`)
    const clean = redactJson(entry, this.#options.secrets ?? [], tapeWords())
    try {
      const spool = (this.#spool ??= this.#openSpool())
      const place = await spool.lines.append(JSON.stringify(clean))
      if (this.#spool === spool) this.#kept.set(clean.requestHash, tapeLineOf(clean, { file: spool.file, ...place }, 0))
    } catch (error) {
      throw tapeProblem(this.#options.folder, error)
    }
  }

  writeSync(): void {
    const spool = this.#spool
    if (!spool) return
    spool.lines.flushSync()
    this.#mergeSpool(spool.file)
    this.#spool = null
    this.#old.push(spool.lines)
    this.#kept.clear()
    this.#reread()
  }

  async close(): Promise<void> {
    try {
      this.writeSync()
    } finally {
      this.#reader.close()
      await Promise.all([...this.#old, ...(this.#spool ? [this.#spool.lines] : [])].map((lines) => lines.close()))
      this.#old = []
    }
  }

  /** Writes what processes that died have left. */
  adopt(): void {
    for (const file of abandonedSpools(this.#options.folder)) this.#mergeSpool(file)
  }

  readAll(): void {
    for (const file of this.#allFiles()) this.#indexOf(file)
  }

  #openSpool(): { file: string; lines: AppendFile } {
    this.requireWritable()
    const file = newSpool(this.#options.folder)
    return { file, lines: new AppendFile(file) }
  }

  /** A spool stays where its lines cannot be written: nothing is lost. */
  #mergeSpool(spool: string): void {
    const lines: TapeLine[] = []
    scanJsonLines<TapeEntry>(spool, TAPE_SCHEMA, ({ record, offset, length }) => {
      lines.push(tapeLineOf(record, { file: spool, offset, length }, 0))
    })
    for (const [file, kept] of Map.groupBy(lines, (line) => tapeFile(this.#options.folder, line))) mergeTape(file, this.#shown(file), kept)
    removeSpool(spool)
  }

  #look({ requestHash, task, model }: TapePlace): TapeLine | undefined {
    const own = tapeFile(this.#options.folder, { task, model: model.label })
    return this.#indexOf(own).get(requestHash) ?? this.#elsewhere(requestHash)
  }

  /** The same question may have been recorded for another task or model. */
  #elsewhere(requestHash: string): TapeLine | undefined {
    for (const file of this.#allFiles()) {
      const line = this.#indexOf(file).get(requestHash)
      if (line) return line
    }
    return undefined
  }

  #indexOf(file: string): Map<string, TapeLine> {
    const known = this.#files.get(file)
    if (known) return known
    const index = indexTapeFile(file, this.#shown(file))
    this.#files.set(file, index)
    return index
  }

  #allFiles(): string[] {
    return (this.#everything ??= foldersIn(this.#options.folder).flatMap(filesIn))
  }

  #read(line: TapeLine): TapeEntry {
    const { file } = line.place
    const text = this.#reader.read(line.place)
    const entry = text === '' ? null : readTapeLine(text, `${this.#shown(file)}:${line.number}`)
    if (entry?.requestHash === line.requestHash) return entry
    throw new EvalError('config', `${this.#shown(file)}:${line.number}: the line has changed while the run read it`, {
      at: file,
      hint: 'run again, and do not change a tape during a run',
    })
  }

  #reread(): void {
    this.#files.clear()
    this.#everything = null
    this.#reader.close()
    this.#reader = openLineReader()
  }

  #shown(file: string): string {
    return path.relative(this.#options.root, file)
  }
}

function foldersIn(folder: string): string[] {
  return entriesOf(folder)
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map(({ name }) => path.join(folder, name))
    .sort()
}

function filesIn(folder: string): string[] {
  return entriesOf(folder)
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.') && entry.name.endsWith('.jsonl'))
    .map(({ name }) => path.join(folder, name))
    .sort()
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true })
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') return []
    throw new EvalError('config', `the tape ${folder} could not be read: ${code}`, { at: folder, cause: error })
  }
}
