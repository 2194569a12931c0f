import { closeSync, lstatSync, openSync, readSync } from 'node:fs'
import { lineSplitter } from '../records/line-splitter.ts'
import type { LinePlace } from '../records/line-splitter.ts'
import { EvalError } from '../schema/eval-error.ts'
import type { TapeEntry } from '../schema/tape.ts'
import { readTapeLine } from './read-tape-line.ts'

/** Where a recorded call stands, and what it is a call of: texts stay in the file. */
export interface TapeLine extends Pick<TapeEntry, 'requestHash' | 'task' | 'model' | 'case' | 'trial' | 'nth' | 'phase'> {
  place: LinePlace
  /** From 1. */
  number: number
}

/** What is held of a recorded call in memory. */
export const tapeLineOf = (entry: TapeEntry, place: LinePlace, number: number): TapeLine => {
  const { requestHash, task, model, case: caseId, trial, nth, phase } = entry
  return { requestHash, task, model, case: caseId, trial, nth, phase, place, number }
}

const CHUNK_BYTES = 1 << 20

/** The lines of one file by identity, every one of them checked; the last counts. Empty where there is no file. Throws EvalError config. */
export function indexTapeFile(file: string, shown: string): Map<string, TapeLine> {
  const index = new Map<string, TapeLine>()
  let number = 0
  eachLine(file, shown, (text, offset, length, blankBefore) => {
    number += 1 + blankBefore
    const entry = readTapeLine(text, `${shown}:${number}`)
    index.set(entry.requestHash, tapeLineOf(entry, { file, offset, length }, number))
  })
  return index
}

function eachLine(file: string, shown: string, take: (text: string, offset: number, length: number, blankBefore: number) => void): void {
  const descriptor = openTape(file, shown)
  if (descriptor === null) return
  try {
    const splitter = lineSplitter()
    const chunk = Buffer.allocUnsafe(CHUNK_BYTES)
    let end = 0
    for (let count = -1; count !== 0;) {
      count = readSync(descriptor, chunk, 0, CHUNK_BYTES, null)
      const lines = count === 0 ? splitter.end() : splitter.push(chunk.subarray(0, count))
      for (const { text, offset, length } of lines) {
        take(text, offset, length, newlinesBetween(descriptor, end, offset))
        end = offset + length + 1
      }
    }
  } finally {
    closeSync(descriptor)
  }
}

/** Blank lines are left out by the splitter, but count for a person. */
function newlinesBetween(descriptor: number, from: number, to: number): number {
  if (from >= to) return 0
  const bytes = Buffer.alloc(to - from)
  readSync(descriptor, bytes, 0, bytes.length, from)
  return bytes.filter((byte) => byte === 10).length
}

/** A link could lead out of the project: a tape holds none. */
function openTape(file: string, shown: string): number | null {
  try {
    if (!lstatSync(file).isFile())
      throw new EvalError('config', `${shown} is no file`, { at: file, hint: 'a tape holds files and no links' })
    return openSync(file, 'r')
  } catch (error) {
    if (EvalError.is(error)) throw error
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') return null
    throw new EvalError('config', `the tape ${shown} could not be read: ${code}`, { at: file, cause: error })
  }
}
