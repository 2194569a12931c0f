/** A stream that a terminal shows. */
export interface TerminalStream {
  write(chunk: string | Uint8Array, ...rest: never[]): boolean
  columns?: number
  rows?: number
}

const HIDE_CURSOR = '\u001B[?25l'
const SHOW_CURSOR = '\u001B[?25h'
const ERASE_BELOW = '\u001B[0J'

/**
 * Lines that stay at the bottom of a terminal while others are written above them. Everything that is written to the streams meanwhile is
 * let through; the region is erased before and drawn again after.
 */
export class LiveRegion {
  readonly #render: (width: number, rows: number) => string[]
  readonly #streams: readonly TerminalStream[]
  readonly #originals: TerminalStream['write'][]
  #drawn = 0
  #atLineStart = true
  #timer: NodeJS.Timeout | null = null

  /** Lines must be no wider than `width`, and no more than `rows`. */
  constructor(render: (width: number, rows: number) => string[], streams: readonly TerminalStream[]) {
    this.#render = render
    this.#streams = streams
    this.#originals = streams.map((stream) => stream.write)
  }

  start(everyMs: number): void {
    if (this.#timer) return
    this.#streams.forEach((stream, index) => {
      const original = this.#originals[index] as TerminalStream['write']
      stream.write = (chunk, ...rest) => {
        this.#erase()
        const text = typeof chunk === 'string' ? chunk : new TextDecoder().decode(chunk)
        if (text !== '') this.#atLineStart = text.endsWith('\n')
        return original.call(stream, chunk, ...rest)
      }
    })
    this.#timer = setInterval(() => this.#draw(), everyMs)
    this.#timer.unref()
    this.#out(HIDE_CURSOR)
  }

  /** Erases the region and gives the streams back. */
  stop(): void {
    if (!this.#timer) return
    clearInterval(this.#timer)
    this.#timer = null
    this.#erase()
    this.#out(SHOW_CURSOR)
    this.#streams.forEach((stream, index) => {
      stream.write = this.#originals[index] as TerminalStream['write']
    })
  }

  #out(text: string): void {
    const [stream] = this.#streams
    if (stream) (this.#originals[0] as TerminalStream['write']).call(stream, text)
  }

  #erase(): void {
    if (this.#drawn === 0) return
    this.#out(`\u001B[${this.#drawn}A\r${ERASE_BELOW}`)
    this.#drawn = 0
  }

  #draw(): void {
    // Drawing below half a line of somebody else's would tear it.
    if (!this.#atLineStart) return
    const { columns = 80, rows = 24 } = this.#streams[0] ?? {}
    // A full last column wraps on some terminals; what scrolls out of sight cannot be erased.
    const lines = this.#render(columns - 1, Math.max(1, Math.floor(rows / 2)))
    this.#erase()
    if (lines.length === 0) return
    this.#out(`${lines.join('\n')}\n`)
    this.#drawn = lines.length
  }
}
