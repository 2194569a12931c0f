import { close, createReadStream, openSync, read } from 'node:fs'
import { promisify } from 'node:util'
import { EvalError } from '../schema/eval-error.ts'
import type { Fault } from '../schema/fault.ts'
import { readRecordedLine } from './recorded-line.ts'
import type { RecordedLine } from './recorded-line.ts'

const LINE_FEED = 0x0a
const readFile = promisify(read)
const closeFile = promisify(close)
/** So many faults of one file are reported; the rest are counted. */
const MAX_FAULTS = 20

/** Where each answer of a file stands. Answers themselves stay in the file. */
export interface RecordedIndex {
  cases: number
  /** The answer to a case: that of the trial, or the one that stands for all trials; `null`: not recorded. */
  find(caseId: string, trial: number): Promise<RecordedLine | null>
  has(caseId: string): boolean
  /** Closes the file. */
  close(): Promise<void>
}

interface Span {
  offset: number
  length: number
  line: number
}

/** Reads the file once, line by line; broken lines and duplicates throw one EvalError `config` that names each. */
export async function indexRecorded(file: string): Promise<RecordedIndex> {
  const spans = new Map<string, Map<number | null, Span>>()
  const faults: Fault[] = []
  let broken = 0
  const fault = (line: number, message: string) => {
    broken += 1
    if (faults.length < MAX_FAULTS) faults.push({ place: { file, line, column: 1 }, message })
  }
  for await (const { text, ...span } of linesOf(file)) {
    if (text.trim() === '') continue
    const found = readRecordedLine(text)
    if ('problem' in found) {
      fault(span.line, found.problem)
      continue
    }
    const { case: caseId, trial = null } = found.line
    const trials = spans.get(caseId) ?? new Map<number | null, Span>()
    const earlier = trials.get(trial)
    if (earlier) fault(span.line, `case ${caseId}${trial === null ? '' : `, trial ${trial},`} is recorded already in line ${earlier.line}`)
    else spans.set(caseId, trials.set(trial, span))
  }
  if (broken > 0) throw faulty(file, faults, broken)
  // One descriptor for all: thousands of answers may be asked for at once.
  const descriptor = openSync(file, 'r')
  return {
    cases: spans.size,
    close: () => closeFile(descriptor),
    has: (caseId) => spans.has(caseId),
    find: async (caseId, trial) => {
      const trials = spans.get(caseId)
      const span = trials?.get(trial) ?? trials?.get(null)
      return span === undefined ? null : readSpan(descriptor, span, file)
    },
  }
}

function faulty(file: string, faults: Fault[], broken: number): EvalError {
  const listed = faults.map(({ place, message }) => `${place.file}:${place.line}: ${message}`)
  const more = broken > faults.length ? [`… and ${broken - faults.length} more`] : []
  const hint = 'Each line holds {"case": …, "answer": …}; give several answers to one case different trials, from 0'
  return new EvalError('config', [...listed, ...more].join('\n'), { at: `${file}:${faults[0]?.place.line ?? 1}:1`, faults, hint })
}

async function* linesOf(file: string): AsyncGenerator<Span & { text: string }> {
  let offset = 0
  let line = 0
  let held: Buffer[] = []
  const take = (rest: Buffer) => {
    const bytes = held.length === 0 ? rest : Buffer.concat([...held, rest])
    const text = bytes.toString('utf8')
    const span = { offset, length: bytes.length, line: (line += 1), text: line === 1 ? text.replace(/^\uFEFF/, '') : text }
    offset += bytes.length + 1
    held = []
    return span
  }
  for await (const chunk of createReadStream(file, { highWaterMark: 1024 * 1024 }) as AsyncIterable<Buffer>) {
    let from = 0
    for (let end = chunk.indexOf(LINE_FEED); end !== -1; end = chunk.indexOf(LINE_FEED, from)) {
      yield take(chunk.subarray(from, end))
      from = end + 1
    }
    if (from < chunk.length) held.push(chunk.subarray(from))
  }
  if (held.length > 0) yield take(Buffer.alloc(0))
}

async function readSpan(descriptor: number, { offset, length, line }: Span, file: string): Promise<RecordedLine> {
  const { buffer } = await readFile(descriptor, Buffer.alloc(length), 0, length, offset)
  const found = readRecordedLine(buffer.toString('utf8').replace(/^\uFEFF/, ''))
  if ('line' in found) return found.line
  throw new EvalError('config', `${file}:${line} was changed while it was in use`, { hint: 'Run again' })
}
