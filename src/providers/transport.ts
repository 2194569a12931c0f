import type { Agent, fetch as undiciFetch } from 'undici'

/** How long an idle connection is kept for the next call. */
const KEEP_ALIVE_MS = 30_000
/** A server that takes longer to accept a connection counts as unreachable. */
const CONNECT_TIMEOUT_MS = 10_000

export interface Transport {
  fetch: typeof globalThis.fetch
  /** Closes all connections, also those in use. */
  close(): Promise<void>
}

/**
 * The production transport: at most `connections` sockets per host, kept alive, uncompressed. It has no time-outs for
 * headers and bodies, because the signal of the attempt owns time. The library is loaded with the first request: simulated models need none.
 */
export function createTransport({ connections }: { connections: number }): Transport {
  let opened: Promise<Opened> | null = null
  const send = async (input: string | URL, init: RequestInit = {}) => {
    const { agent, fetch } = await (opened ??= open(connections))
    const headers = new Headers(init.headers)
    headers.set('accept-encoding', 'identity')
    const options = { ...init, headers: Object.fromEntries(headers), dispatcher: agent }
    return fetch(input, options as Parameters<typeof undiciFetch>[1])
  }
  return { fetch: send as unknown as typeof globalThis.fetch, close: async () => (await opened)?.agent.destroy() }
}

interface Opened {
  agent: Agent
  fetch: typeof undiciFetch
}

async function open(connections: number): Promise<Opened> {
  const { Agent, fetch } = await import('undici')
  const agent = new Agent({
    connections,
    pipelining: 1,
    headersTimeout: 0,
    bodyTimeout: 0,
    keepAliveTimeout: KEEP_ALIVE_MS,
    connect: { timeout: CONNECT_TIMEOUT_MS },
    allowH2: false,
  })
  return { agent, fetch }
}
