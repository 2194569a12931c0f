import type { Client } from 'undici'
import { Connections } from './connections.ts'
import { exchange } from './exchange.ts'
import type { Destination } from './exchange.ts'

/** How long an idle connection is kept for the next call. */
const KEEP_ALIVE_MS = 30_000
/** A server that takes longer to accept a connection counts as unreachable. */
const CONNECT_TIMEOUT_MS = 10_000
/** Addresses whose parts are remembered: each model has one or two. */
const MOST_ADDRESSES = 256

export interface Transport {
  /** Of `fetch` what providers and vendors' SDKs use: a body is text or bytes, redirects are answers, the response has `text` and `json`. */
  fetch: typeof globalThis.fetch
  /** Loads the library, so that the first request does not wait for it. */
  load(): Promise<unknown>
  /** Closes all connections, also those in use. */
  close(): Promise<void>
}

/**
 * The production transport: at most `connections` sockets per host, kept alive, uncompressed. It has no time-outs for
 * headers and bodies, because the signal of the attempt owns time. The library is loaded with the first request, or before: simulated models need none.
 */
export function createTransport({ connections }: { connections: number }): Transport {
  const hosts = new Map<string, Connections>()
  const known = new Map<string, Destination>()
  let library: typeof Client | null = null
  const destination = (address: string, HttpClient: typeof Client): Destination => {
    const { href, origin, pathname, search } = new URL(address)
    let host = hosts.get(origin)
    if (!host) hosts.set(origin, (host = new Connections(connections, () => open(HttpClient, origin))))
    if (known.size >= MOST_ADDRESSES) known.clear()
    const found = { href, origin, path: pathname + search, connections: host }
    known.set(address, found)
    return found
  }
  const load = async () => (library ??= (await import('undici')).Client)
  const first = async (address: string, init: RequestInit) => exchange(destination(address, await load()), init)
  const send = (input: string | URL, init: RequestInit = {}) => {
    const address = String(input)
    const to = known.get(address)
    return to ? exchange(to, init) : first(address, init)
  }
  const close = async () => void (await Promise.all([...hosts.values()].map((host) => host.destroy())))
  return { fetch: send as unknown as typeof globalThis.fetch, load, close }
}

function open(HttpClient: typeof Client, origin: string): Client {
  return new HttpClient(origin, {
    pipelining: 1,
    headersTimeout: 0,
    bodyTimeout: 0,
    keepAliveTimeout: KEEP_ALIVE_MS,
    connect: { timeout: CONNECT_TIMEOUT_MS },
    allowH2: false,
  })
}
