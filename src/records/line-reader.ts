import { closeSync, openSync, readSync } from 'node:fs'
import type { LinePlace } from './line-splitter.ts'

/** Reads single lines of files by their place; keeps one descriptor per file. */
export interface LineReader {
  /** The text there; empty if the file is gone or shorter. */
  read(place: LinePlace): string
  close(): void
}

/** Opens no file before its first line is read. */
export function openLineReader(): LineReader {
  const descriptors = new Map<string, number>()
  const descriptorOf = (file: string): number => {
    const known = descriptors.get(file)
    if (known !== undefined) return known
    const descriptor = openSync(file, 'r')
    descriptors.set(file, descriptor)
    return descriptor
  }
  return {
    read({ file, offset, length }) {
      const bytes = Buffer.allocUnsafe(length)
      try {
        const descriptor = descriptorOf(file)
        let at = 0
        while (at < length) {
          const count = readSync(descriptor, bytes, at, length - at, offset + at)
          if (count === 0) return ''
          at += count
        }
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return ''
        throw error
      }
      return bytes.toString('utf8')
    },
    close() {
      for (const descriptor of descriptors.values()) closeSync(descriptor)
      descriptors.clear()
    },
  }
}
