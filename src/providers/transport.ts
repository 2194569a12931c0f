import type { Agent, Dispatcher } from 'undici'
import { ArrivingBody } from './arriving-body.ts'
import { LeanResponse } from './lean-response.ts'

/** How long an idle connection is kept for the next call. */
const KEEP_ALIVE_MS = 30_000
/** A server that takes longer to accept a connection counts as unreachable. */
const CONNECT_TIMEOUT_MS = 10_000

export interface Transport {
  /** Of `fetch` what providers and vendors' SDKs use: a body is text or bytes, redirects are answers, the response has `text` and `json`. */
  fetch: typeof globalThis.fetch
  /** Closes all connections, also those in use. */
  close(): Promise<void>
}

/**
 * The production transport: at most `connections` sockets per host, kept alive, uncompressed. It has no time-outs for
 * headers and bodies, because the signal of the attempt owns time. The library is loaded with the first request: simulated models need none.
 */
export function createTransport({ connections }: { connections: number }): Transport {
  let opened: Promise<Agent> | null = null
  const send = async (input: string | URL, init: RequestInit = {}) => exchange(await (opened ??= open(connections)), input, init)
  return { fetch: send as unknown as typeof globalThis.fetch, close: async () => (await opened)?.destroy() }
}

async function open(connections: number): Promise<Agent> {
  const { Agent: UndiciAgent } = await import('undici')
  return new UndiciAgent({
    connections,
    pipelining: 1,
    headersTimeout: 0,
    bodyTimeout: 0,
    keepAliveTimeout: KEEP_ALIVE_MS,
    connect: { timeout: CONNECT_TIMEOUT_MS },
    allowH2: false,
  })
}

/** One request, by the library's own callbacks: its fetch spends more time on web streams than the rest of a call takes. */
function exchange(agent: Agent, input: string | URL, { method = 'GET', headers, body, signal }: RequestInit): Promise<LeanResponse> {
  const url = new URL(input)
  return new Promise((resolve, reject) => {
    let control: Dispatcher.DispatchController | null = null
    let arriving: ArrivingBody | null = null
    const fail = (error: unknown) => {
      signal?.removeEventListener('abort', onAbort)
      if (arriving) arriving.fail(error)
      else reject(error as Error)
    }
    const onAbort = () => {
      fail(signal?.reason)
      control?.abort(signal?.reason as Error)
    }
    if (signal?.aborted) return reject(signal.reason as Error)
    signal?.addEventListener('abort', onAbort, { once: true })
    const options = {
      origin: url.origin,
      path: url.pathname + url.search,
      method: method as Dispatcher.HttpMethod,
      body: body as string | null,
    }
    agent.dispatch(
      { ...options, headers: sentHeaders(headers) },
      {
        onRequestStart(controller) {
          control = controller
          if (signal?.aborted) controller.abort(signal.reason as Error)
        },
        onResponseStart(controller, status, received, statusText = '') {
          // Informational answers come before the real one.
          if (status < 200) return
          arriving = new ArrivingBody({
            pause: () => controller.pause(),
            resume: () => controller.resume(),
            abort: () => controller.abort(new Error('the body is not read to its end')),
          })
          resolve(new LeanResponse({ status, statusText, headers: received, url: url.href }, arriving))
        },
        onResponseData: (_, piece) => arriving?.push(piece),
        onResponseEnd() {
          signal?.removeEventListener('abort', onAbort)
          arriving?.end()
        },
        // As `fetch` names it: the reason is the cause.
        onResponseError: (_, error) =>
          fail(signal?.aborted ? signal.reason : new TypeError(arriving ? 'terminated' : 'fetch failed', { cause: error })),
      },
    )
  })
}

/** Compression is never asked for: it would blur the times of arrival. */
function sentHeaders(given: RequestInit['headers']): Record<string, string> {
  const plain = given === undefined || given instanceof Headers || Array.isArray(given) ? Object.fromEntries(new Headers(given)) : given
  const headers: Record<string, string> = {}
  for (const name in plain) headers[name.toLowerCase()] = (plain as Record<string, string>)[name] as string
  headers['accept-encoding'] = 'identity'
  return headers
}
