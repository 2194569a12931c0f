/** A line of a file: its text without the newline, and where its bytes lie. */
export interface Line {
  text: string
  offset: number
  length: number
}

/** Where a line's bytes lie. */
export interface LinePlace {
  file: string
  offset: number
  length: number
}

const NEWLINE = 10

/** Cuts chunks of a file into lines with byte offsets; blank lines are left out. */
export function lineSplitter(): { push(chunk: Buffer): Line[]; end(): Line[] } {
  let pieces: Buffer[] = []
  let start = 0
  let position = 0

  const take = (last: Buffer): Line[] => {
    const bytes = pieces.length === 0 ? last : Buffer.concat([...pieces, last])
    pieces = []
    const line = { text: bytes.toString('utf8'), offset: start, length: bytes.length }
    return line.text.trim() === '' ? [] : [line]
  }

  return {
    push(chunk) {
      const lines: Line[] = []
      let from = 0
      for (let at = chunk.indexOf(NEWLINE); at !== -1; at = chunk.indexOf(NEWLINE, from)) {
        lines.push(...take(chunk.subarray(from, at)))
        from = at + 1
        start = position + from
      }
      if (from < chunk.length) pieces.push(Buffer.from(chunk.subarray(from)))
      position += chunk.length
      return lines
    },
    end: () => (pieces.length === 0 ? [] : take(Buffer.alloc(0))),
  }
}
