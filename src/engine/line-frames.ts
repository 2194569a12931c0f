import { StringDecoder } from 'node:string_decoder'
import type { Socket } from 'node:net'

/** Longest frame that is accepted, in UTF-16 units: an answer of 32 MB fits, a peer that never ends its line does not. */
const LONGEST_FRAME = 128 * 1024 * 1024

// Held from before a test can put fake timers in its place.
const afterThisTurn = setImmediate
const later = setTimeout
const now = performance.now.bind(performance)

/** Writes do not follow each other faster: each wakes the other process, which costs both more than what it carries. */
const LEAST_GAP_MS = 1
/** While so many questions are open that nobody stands idle for want of one, they follow each other more slowly. */
const MANY_OPEN = 128
const GAP_WITH_MANY_MS = 5
/** So many do not wait for each other: the peer takes them in hand while more are made. */
const MOST_HELD = 32

/**
 * Sends values as JSON lines. Those of one turn of the event loop leave in one write, and so do those of a millisecond where writes would
 * follow each other faster, or of some milliseconds while many questions are `open`.
 */
export function lineSender(socket: Socket, open: () => number): (value: unknown) => void {
  let waiting: string[] = []
  let writtenAt = Number.NEGATIVE_INFINITY
  const flush = () => {
    const lines = waiting
    if (lines.length === 0) return
    waiting = []
    writtenAt = now()
    if (!socket.destroyed) socket.write(`${lines.join('\n')}\n`)
  }
  return (value) => {
    const held = waiting.push(JSON.stringify(value))
    if (held >= MOST_HELD) return flush()
    if (held > 1) return
    const gapMs = open() < MANY_OPEN ? LEAST_GAP_MS : GAP_WITH_MANY_MS
    if (now() - writtenAt < gapMs) later(flush, gapMs)
    else afterThisTurn(flush)
  }
}

/** Cuts a stream of bytes into JSON lines. Throws on a line that is not JSON or longer than any legal frame. */
export function lineReader(onValue: (value: unknown) => void): (chunk: Buffer) => void {
  const decoder = new StringDecoder('utf8')
  let parts: string[] = []
  let held = 0
  return (chunk) => {
    const text = decoder.write(chunk)
    let from = 0
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
      const line = parts.length === 0 ? text.slice(from, end) : parts.join('') + text.slice(from, end)
      parts = []
      held = 0
      from = end + 1
      onValue(JSON.parse(line))
    }
    if (from === text.length) return
    parts.push(text.slice(from))
    held += text.length - from
    if (held > LONGEST_FRAME) throw new Error(`a frame of more than ${LONGEST_FRAME} characters`)
  }
}
