import { StringDecoder } from 'node:string_decoder'
import type { Socket } from 'node:net'

/** Longest frame that is accepted, in UTF-16 units: an answer of 32 MB fits, a peer that never ends its line does not. */
const LONGEST_FRAME = 128 * 1024 * 1024

// Held from before a test can put fake timers in its place.
const afterThisTurn = setImmediate

/** Sends values as JSON lines; those of one turn of the event loop leave in one write. */
export function lineSender(socket: Socket): (value: unknown) => void {
  let waiting: string[] = []
  const flush = () => {
    const lines = waiting
    waiting = []
    if (!socket.destroyed) socket.write(`${lines.join('\n')}\n`)
  }
  return (value) => {
    if (waiting.length === 0) afterThisTurn(flush)
    waiting.push(JSON.stringify(value))
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
