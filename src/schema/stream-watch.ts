/** What a piece of a stream carries. */
export type ContentKind = 'text' | 'reasoning' | 'refusal' | 'tool-call'

/** What a server says of its own time, in milliseconds; `null`: it does not say. */
export interface ServerTimings {
  /** From the arrival of the request to its end. */
  totalMs: number | null
  /** To load the model: of a cold one seconds, of a warm one next to nothing. */
  loadMs: number | null
  /** While decoding, per token that it counts. */
  timePerOutputTokenMs: number | null
}

/**
 * Watches one attempt at the wire. All times are milliseconds of `performance.now()`, taken in the transport, at the socket, before anything is parsed;
 * events that arrive in one piece have one time.
 */
export interface StreamWatch {
  /** The request leaves: the budget has allowed it. Times count from here. */
  started?(atMs: number): void
  /** The request has a connection: a new one pays for its set-up. */
  connected?(connection: 'new' | 'reused', atMs: number): void
  /** The last byte of the request was handed to the socket. */
  sent?(atMs: number): void
  /** The headers of the response are there. */
  headers?(atMs: number): void
  /** An event of the stream has come, whatever it carries (a role, a part of the answer, the usage), before what it carries is told. */
  event?(atMs: number): void
  /** A part of the answer: once per event of the stream that carries any, with its length in UTF-16 units and its tokens where the server says them. */
  content(kind: ContentKind, atMs: number, length: number, tokens: number | null): void
  /** The server does not stream: the answer came as a whole. */
  whole?(): void
  /** The server said what the answer has used. */
  usage?(atMs: number): void
  /** The server said how long it took itself. */
  server?(timings: ServerTimings): void
  /** The stream has closed; what was held for a slow reader: most bytes at once, and the longest time in which the sender was told to wait. */
  closed?(atMs: number, held: { bytesPeak: number; longestPauseMs: number }): void
  /** Asked before each piece is read: the reader goes on when it resolves. A consumer that is slow on purpose. */
  pace?(): Promise<void> | null
}
