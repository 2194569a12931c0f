import { closeSync, openSync, readSync } from 'node:fs'
import type { LinePlace } from './line-splitter.ts'

/** Reads single lines of files by their place; keeps one descriptor per file and what it read last. */
export interface LineReader {
  /** The text there; empty if the file is gone or shorter. */
  read(place: LinePlace): string
  close(): void
}

/** Bytes that are worth reading at once where many lines are read about as they lie. */
export const READ_AHEAD = 1 << 18

/** The part of a file that was read last. */
interface Window {
  file: string
  start: number
  bytes: Buffer
}

/**
 * Opens no file before its first line is read. `ahead`: bytes that are read at once, for many lines that lie close together in files to which
 * lines are only added.
 */
export function openLineReader(ahead = 0): LineReader {
  const descriptors = new Map<string, number>()
  let last: Window = { file: '', start: 0, bytes: Buffer.alloc(0) }
  const descriptorOf = (file: string): number => {
    const known = descriptors.get(file)
    if (known !== undefined) return known
    const descriptor = openSync(file, 'r')
    descriptors.set(file, descriptor)
    return descriptor
  }
  return {
    read({ file, offset, length }) {
      if (ahead === 0 || last.file !== file || offset < last.start || offset + length > last.start + last.bytes.length) {
        last = { file, start: offset, bytes: readBytes(() => descriptorOf(file), offset, Math.max(length, ahead)) }
      }
      const from = offset - last.start
      return last.bytes.length < from + length ? '' : last.bytes.toString('utf8', from, from + length)
    },
    close() {
      for (const descriptor of descriptors.values()) closeSync(descriptor)
      descriptors.clear()
    },
  }
}

/** Up to `length` bytes: fewer where the file ends before, none where it is gone. */
function readBytes(open: () => number, offset: number, length: number): Buffer {
  const bytes = Buffer.allocUnsafe(length)
  let at = 0
  try {
    const descriptor = open()
    while (at < length) {
      const count = readSync(descriptor, bytes, at, length - at, offset + at)
      if (count === 0) break
      at += count
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
  return bytes.subarray(0, at)
}
