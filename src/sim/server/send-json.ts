import type { ServerResponse } from 'node:http'

/** Sends JSON with its length. */
export function sendJson(response: ServerResponse, status: number, body: string, headers: string[] = []): void {
  response.writeHead(status, ['content-type', 'application/json', 'content-length', String(Buffer.byteLength(body)), ...headers])
  response.end(body)
}
