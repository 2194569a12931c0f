import { ArrivingBody } from '../arriving-body.ts'
import type { WatchedInit } from '../exchange.ts'
import { LeanResponse } from '../lean-response.ts'

/** Bytes with the time at which they come at the socket. */
export type TimedPiece = readonly [atMs: number, bytes: string | Uint8Array]

export interface WireScript {
  contentType: string
  /** When head and end of the response come; the end of one without is a lost connection. */
  headAtMs: number
  endAtMs: number | null
  pieces: readonly TimedPiece[]
}

const SOURCE = { pause: () => undefined, resume: () => undefined, abort: () => undefined }

/** A `fetch` whose response has come before anyone reads it, at times that are written down: what is measured cannot be the time of reading. */
export function scriptedWire({ contentType, headAtMs, endAtMs, pieces }: WireScript): typeof globalThis.fetch {
  const send = (address: string, { watch }: WatchedInit) => {
    const body = new ArrivingBody(SOURCE, watch)
    for (const [atMs, bytes] of pieces) body.push(typeof bytes === 'string' ? Buffer.from(bytes) : bytes, atMs)
    if (endAtMs === null)
      body.fail(new TypeError('terminated', { cause: Object.assign(new Error('other side closed'), { code: 'UND_ERR_SOCKET' }) }))
    else body.end(endAtMs)
    const head = { status: 200, statusText: 'OK', headers: { 'content-type': contentType }, url: address, atMs: headAtMs }
    return Promise.resolve(new LeanResponse(head, body))
  }
  return send as unknown as typeof globalThis.fetch
}

/** Bytes at one time after the other: one byte, one millisecond. */
export function byteByByte(bytes: Uint8Array, fromMs: number): TimedPiece[] {
  return Array.from(bytes, (_, i) => [fromMs + i, bytes.subarray(i, i + 1)] as const)
}
