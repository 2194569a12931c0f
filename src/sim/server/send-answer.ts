import type { ServerResponse } from 'node:http'
import type { Random } from '../../random/seeded-random.ts'
import type { Exchange } from './exchange.ts'
import type { ServedAnswer, ServedTimes } from './server-protocol.ts'
import { playStream } from './stream/play-stream.ts'
import type { PartSink } from './stream/play-stream.ts'
import { streamParts } from './stream/stream-parts.ts'
import { AT_ONCE } from './stream/stream-script.ts'
import type { InsideFault, StreamScript } from './stream/stream-script.ts'

export interface Sending {
  exchange: Exchange
  answer: ServedAnswer
  stream: boolean
  script: StreamScript
  /** When the answer began, of `performance.now()`, and how long its first token takes from then. */
  startMs: number
  firstMs: number
  /** By how much what is to come takes longer than the script says. */
  stretch(): number
  /** Of the script's gaps. */
  random: Random
}

/** Sends an answer at once, its pieces whole. */
export function sendAtOnce({ exchange, answer, stream, startMs, random }: Omit<Sending, 'script' | 'firstMs' | 'stretch'>): void {
  const { response, protocol } = exchange
  exchange.says(answer, '200')
  if (!stream) return exchange.answerWhole(answer)
  const seen: Seen = { startMs, firstAt: null, lastAt: null }
  const parts = streamParts({ answer, script: AT_ONCE, protocol, firstMs: 0, random, times: () => timesOf(seen) })
  const wire = [...parts].map((part) => part.wire).join('')
  exchange.open(protocol.streamType)
  exchange.stamp(answer.outputTokens)
  exchange.stampEnd()
  response.end(wire)
}

/** Sends an answer as its script says; one that is not streamed comes whole when its last chunk would. */
export function sendScripted(sending: Sending): void {
  const { exchange, answer, script, startMs, firstMs, stretch, random } = sending
  const { protocol } = exchange
  exchange.says(answer, script.fault?.kind ?? '200')
  const seen: Seen = { startMs, firstAt: null, lastAt: null }
  const sink = sending.stream ? streamSink(sending, seen) : wholeSink(sending)
  const parts = streamParts({ answer, script, protocol, firstMs, random, times: () => timesOf(seen) })
  exchange.whenOver(playStream({ parts, startMs, stretch, sink }))
}

/** When content was sent. */
interface Seen {
  startMs: number
  firstAt: number | null
  lastAt: number | null
}

function timesOf({ startMs, firstAt, lastAt }: Seen): ServedTimes {
  const now = performance.now()
  return { toFirstMs: (firstAt ?? now) - startMs, fromFirstToLastMs: (lastAt ?? now) - (firstAt ?? now) }
}

function streamSink({ exchange, script }: Sending, seen: Seen): PartSink {
  const { response, protocol } = exchange
  const lastWords: Partial<Record<InsideFault, string>> = { garbage: protocol.garbage, errorEvent: protocol.errorEvent(BROKEN) }
  return {
    write: ({ wire, tokens }) => {
      if (!response.headersSent) exchange.open(protocol.streamType)
      if (wire.length === 0) response.flushHeaders()
      if (tokens !== null) {
        seen.lastAt = performance.now()
        seen.firstAt ??= seen.lastAt
        exchange.stamp(tokens)
      }
      return wire.length === 0 || response.write(wire)
    },
    drained: (go) => response.once('drain', go),
    done: (isWhole) => {
      exchange.stampEnd()
      if (isWhole) response.end()
      else if (script.fault) breakOff(response, script.fault.kind, lastWords[script.fault.kind] ?? '')
    },
  }
}

function wholeSink({ exchange, answer, script }: Sending): PartSink {
  const { response, protocol } = exchange
  return {
    write: () => true,
    drained: () => undefined,
    done: (isWhole) => {
      if (isWhole || !script.fault) return exchange.answerWhole(answer)
      const { kind } = script.fault
      const whole = protocol.whole(answer)
      exchange.open('application/json')
      response.write(kind === 'errorEvent' ? protocol.error(BROKEN, 'server-error') : whole.slice(0, whole.length / 2))
      breakOff(response, kind, '')
    },
  }
}

const BROKEN = 'the simulated server had an error while processing your request'

/** Ends a body that has begun, in the way of the fault. */
function breakOff(response: ServerResponse, kind: InsideFault, last: string): void {
  if (kind === 'stallInside') return
  // What was written goes out at the end of this turn.
  if (kind === 'resetInside') setImmediate(() => response.socket?.resetAndDestroy())
  else response.end(last)
}
