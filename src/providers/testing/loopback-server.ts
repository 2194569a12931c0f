import { createServer } from 'node:http'
import type { IncomingHttpHeaders, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What the server saw. */
interface SeenRequest {
  method: string
  url: string
  headers: IncomingHttpHeaders
  body: string
}

/** Writes one answer. */
export type Handler = (response: ServerResponse, request: SeenRequest) => void | Promise<void>

export interface LoopbackServer {
  /** `http://127.0.0.1:port` */
  address: string
  requests: SeenRequest[]
  /** Replaces the handler of the requests to come. */
  answer(handler: Handler): void
  close(): Promise<void>
}

/** A real HTTP server on loopback. */
export async function loopbackServer(): Promise<LoopbackServer> {
  const requests: SeenRequest[] = []
  let handler: Handler = (response) => void response.writeHead(500).end()
  const server = createServer((incoming, response) => {
    const pieces: Buffer[] = []
    incoming.on('data', (piece: Buffer) => pieces.push(piece))
    incoming.on('end', () => {
      const seen = {
        method: incoming.method ?? '',
        url: incoming.url ?? '',
        headers: incoming.headers,
        body: Buffer.concat(pieces).toString(),
      }
      requests.push(seen)
      response.on('error', () => undefined)
      void handler(response, seen)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    answer: (next) => {
      handler = next
      requests.length = 0
    },
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** A whole answer at once. */
export function whole(
  body: string | Uint8Array,
  { status = 200, headers = {} }: { status?: number; headers?: Record<string, string> } = {},
): Handler {
  return (response) => void response.writeHead(status, headers).end(body)
}

/** An answer in tiny pieces of one to three bytes, each written on its own. */
export function crumbled(body: Uint8Array, headers: Record<string, string>): Handler {
  return async (response) => {
    response.writeHead(200, headers)
    response.socket?.setNoDelay(true)
    for (let at = 0, size = 1; at < body.length; at += size, size = (size % 3) + 1) {
      response.write(body.subarray(at, at + size))
      if (at % 64 === 0) await new Promise((resolve) => setImmediate(resolve))
    }
    response.end()
  }
}

/** The same bytes over and over, until the client has had enough. */
export function endless(body: Uint8Array, headers: Record<string, string>): Handler {
  return (response) => {
    response.writeHead(200, headers)
    const write = () => {
      let room = true
      while (room && !response.destroyed) room = response.write(body)
    }
    response.on('drain', write)
    write()
  }
}
