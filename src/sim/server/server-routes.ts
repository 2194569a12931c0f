import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { openaiProtocol } from './protocols/chat-protocol.ts'
import { protocolOfPath, SERVED_PATHS } from './protocol-of-path.ts'
import type { QuestionDesk } from './question-desk.ts'
import { sendJson } from './send-json.ts'
import type { ServerCounts } from './server-counts.ts'
import type { StampBook } from './stamp-book.ts'
import { machineNs } from './stream/machine-clock.ts'

/** Largest request body. */
const MOST_BYTES = 64 * 1024 * 1024
const LOOPBACK_HOST = /^(127\.\d+\.\d+\.\d+|localhost|\[::1\])(:\d+)?$/i

interface Routed {
  desk: QuestionDesk
  counts: ServerCounts
  book: StampBook
}

/** What the server does at which path. A name other than loopback in the Host header is refused: it may be a web page that reaches for it. */
export function serverRoutes({ desk, counts, book }: Routed): RequestListener {
  return (request, response) => {
    response.on('error', () => undefined)
    if (!LOOPBACK_HOST.test(request.headers.host ?? '')) {
      return refuse(request, response, 403, `this server answers on loopback only, not for ${request.headers.host ?? 'no host'}`)
    }
    const url = request.url ?? '/'
    const query = url.indexOf('?')
    const path = query < 0 ? url : url.slice(0, query)
    const protocol = request.method === 'POST' ? protocolOfPath(path) : undefined
    if (protocol) {
      const arrived = { ns: machineNs(), ms: performance.now() }
      return readBody(request, response, (body) => desk.take({ request, response, protocol, body, arrived }))
    }
    const parameter = (name: string) => (query < 0 ? null : new URLSearchParams(url.slice(query + 1)).get(name))
    if (path === '/stats' && request.method === 'GET') return sendJson(response, 200, JSON.stringify(counts.stats()))
    if (path === '/stats' && request.method === 'DELETE') {
      counts.reset()
      return sendJson(response, 200, '{}')
    }
    if (path === '/stamps' && request.method === 'GET') return sendJson(response, 200, JSON.stringify(book.stamps(parameter('of'))))
    if (path === '/stamps' && request.method === 'DELETE') {
      book.clear()
      return sendJson(response, 200, '{}')
    }
    if (path === '/api/v1/generation' && request.method === 'GET') {
      const found = desk.generation(parameter('id') ?? '')
      return found === null ? refuse(request, response, 404, 'Generation not found') : sendJson(response, 200, found)
    }
    return refuse(
      request,
      response,
      404,
      `there is nothing at ${request.method} ${path}; questions are answered at POST ${SERVED_PATHS.join(', ')}`,
    )
  }
}

function refuse(request: IncomingMessage, response: ServerResponse, status: number, message: string): void {
  request.resume()
  sendJson(response, status, openaiProtocol.error(message, 'not-found'))
}

function readBody(request: IncomingMessage, response: ServerResponse, done: (body: Buffer) => void): void {
  const pieces: Buffer[] = []
  let size = 0
  request.on('data', (piece: Buffer) => {
    size += piece.length
    if (size <= MOST_BYTES) pieces.push(piece)
    else if (!response.headersSent)
      sendJson(response, 413, openaiProtocol.error(`the request has more than ${MOST_BYTES} bytes`, 'invalid-request'))
  })
  request.on('end', () => {
    if (size <= MOST_BYTES) done(pieces.length === 1 ? (pieces[0] as Buffer) : Buffer.concat(pieces))
  })
}
