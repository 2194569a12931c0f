import type { buildConnector, Client } from 'undici'
import { Connections } from './connections.ts'
import { exchange } from './exchange.ts'
import type { Destination } from './exchange.ts'
import { forwardConnector, tunnelConnector } from './proxy-connector.ts'
import { proxySettings } from './proxy-settings.ts'
import type { Proxy } from './proxy-settings.ts'

type Undici = Pick<typeof import('undici'), 'Client' | 'buildConnector'>

/** How long an idle connection is kept for the next call. */
const KEEP_ALIVE_MS = 30_000
/** A server that takes longer to accept a connection counts as unreachable. */
const CONNECT_TIMEOUT_MS = 10_000
/** Addresses whose parts are remembered: each model has one or two. */
const MOST_ADDRESSES = 256

interface TransportOptions {
  connections: number
  /** Where proxies are named; left out: none is used. */
  env?: Readonly<Record<string, string | undefined>>
}

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
 * headers and bodies, because the signal of the attempt owns time. Addresses for which the environment names a proxy are reached through it. The library is loaded with the first request, or before: simulated models need none.
 */
export function createTransport({ connections, env = {} }: TransportOptions): Transport {
  const proxyOf = proxySettings(env)
  const hosts = new Map<string, Connections>()
  const known = new Map<string, Destination>()
  let library: Undici | null = null
  const destination = (address: string, undici: Undici): Destination => {
    const url = new URL(address)
    const { href, origin, pathname, search } = url
    const proxy = proxyOf(url)
    let host = hosts.get(origin)
    if (!host) hosts.set(origin, (host = new Connections(connections, () => open(undici, origin, proxy))))
    if (known.size >= MOST_ADDRESSES) known.clear()
    const path = pathname + search
    const found =
      proxy && isForwarded(origin)
        ? forwarded({ href, origin, path, connections: host }, url, proxy)
        : { href, origin, path, connections: host }
    known.set(address, found)
    return found
  }
  const load = async () => (library ??= await import('undici'))
  const first = async (address: string, init: RequestInit) => exchange(destination(address, await load()), init)
  const send = (input: string | URL, init: RequestInit = {}) => {
    const address = String(input)
    const to = known.get(address)
    return to ? exchange(to, init) : first(address, init)
  }
  const close = async () => void (await Promise.all([...hosts.values()].map((host) => host.destroy())))
  return { fetch: send as unknown as typeof globalThis.fetch, load, close }
}

/** What is not encrypted is handed to the proxy; to what is, it opens a tunnel. */
const isForwarded = (origin: string): boolean => origin.startsWith('http:')

/** The proxy is told of the whole address. */
function forwarded(to: Destination, { host, origin }: URL, { headers }: Proxy): Destination {
  return { ...to, path: origin + to.path, headers: { host, ...headers } }
}

function open(undici: Undici, origin: string, proxy: Proxy | null): Client {
  const timeout = CONNECT_TIMEOUT_MS
  return new undici.Client(proxy && isForwarded(origin) ? proxy.origin : origin, {
    pipelining: 1,
    headersTimeout: 0,
    bodyTimeout: 0,
    keepAliveTimeout: KEEP_ALIVE_MS,
    connect: proxy === null ? { timeout } : connectorOf(undici, origin, proxy),
    allowH2: false,
  })
}

function connectorOf({ buildConnector }: Undici, origin: string, proxy: Proxy): buildConnector.connector {
  const connect = buildConnector({ timeout: CONNECT_TIMEOUT_MS, allowH2: false })
  return isForwarded(origin) ? forwardConnector(proxy, connect) : tunnelConnector(proxy, origin, connect, CONNECT_TIMEOUT_MS)
}
