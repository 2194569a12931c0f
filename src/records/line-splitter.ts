/** A line of a file, without the newline, and where its bytes lie. The bytes are those of the chunk: they hold until that is overwritten. */
export class Line {
  readonly bytes: Buffer
  readonly offset: number

  constructor(bytes: Buffer, offset: number) {
    this.bytes = bytes
    this.offset = offset
  }

  get length(): number {
    return this.bytes.length
  }

  get text(): string {
    return this.bytes.toString('utf8')
  }

  get blank(): boolean {
    return this.bytes.length === 0 || (!isInk(this.bytes[0]) && this.text.trim() === '')
  }
}

/** Where a line's bytes lie. */
export interface LinePlace {
  file: string
  offset: number
  length: number
}

const NEWLINE = 10

/** Visible ASCII: most lines begin with it, and none that does is blank. */
const isInk = (byte: number | undefined): boolean => byte !== undefined && byte > 32 && byte < 127

/** Cuts chunks of a file into lines with byte offsets; blank lines are left out. */
export function lineSplitter(): { push(chunk: Buffer): Line[]; end(): Line[] } {
  let pieces: Buffer[] = []
  let start = 0
  let position = 0

  const take = (last: Buffer): Line[] => {
    const line = new Line(pieces.length === 0 ? last : Buffer.concat([...pieces, last]), start)
    pieces = []
    return line.blank ? [] : [line]
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
