import { closeSync, fsyncSync, lstatSync, openSync, writeSync } from 'node:fs'
import path from 'node:path'
import { putInPlaceSync } from '../files/put-in-place.ts'
import { openLineReader, READ_AHEAD } from '../records/line-reader.ts'
import { EvalError } from '../schema/eval-error.ts'
import { indexTapeFile } from './tape-index.ts'
import type { TapeLine } from './tape-index.ts'
import { tapeProblem } from './tape-problem.ts'
import { withFileLock } from './with-file-lock.ts'

const WRITE_BYTES = 1 << 18

/**
 * Writes kept lines into a file of the tape, each instead of one with the same identity, in the order of cases and trials: what did not
 * change keeps its line. Whole or not at all, also where other processes do the same. Throws EvalError config.
 */
export function mergeTape(file: string, shown: string, kept: readonly TapeLine[]): void {
  try {
    withFileLock(file, () => {
      refuseLink(path.dirname(file))
      const lines = indexTapeFile(file, shown)
      for (const line of kept) lines.set(line.requestHash, line)
      writeLines(file, [...lines.values()].sort(inOrder))
    })
  } catch (error) {
    throw EvalError.is(error) ? error : tapeProblem(file, error)
  }
}

function refuseLink(folder: string): void {
  if (!lstatSync(folder).isSymbolicLink()) return
  throw new EvalError('config', `${folder} is a link`, { at: folder, hint: 'a tape holds files and no links' })
}

const compare = (a: string | number, b: string | number): number => (a < b ? -1 : a > b ? 1 : 0)

const inOrder = (a: TapeLine, b: TapeLine): number =>
  compare(a.case, b.case) || a.trial - b.trial || compare(a.phase, b.phase) || a.nth - b.nth || compare(a.requestHash, b.requestHash)

function writeLines(file: string, lines: readonly TapeLine[]): void {
  const reader = openLineReader(READ_AHEAD)
  try {
    putInPlaceSync(file, (temporary) => {
      const descriptor = openSync(temporary, 'wx')
      try {
        let gathered = ''
        for (const { place } of lines) {
          gathered += `${reader.read(place)}\n`
          if (gathered.length > WRITE_BYTES) gathered = writeAll(descriptor, gathered)
        }
        writeAll(descriptor, gathered)
        fsyncSync(descriptor)
      } finally {
        closeSync(descriptor)
      }
    })
  } finally {
    reader.close()
  }
}

function writeAll(descriptor: number, text: string): '' {
  const bytes = Buffer.from(text)
  for (let from = 0; from < bytes.length;) from += writeSync(descriptor, bytes, from)
  return ''
}
