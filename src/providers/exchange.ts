import type { Client, Dispatcher } from 'undici'
import type { Halt } from '../schema/halt.ts'
import type { StreamWatch } from '../schema/stream-watch.ts'
import { ArrivingBody } from './arriving-body.ts'
import type { BodySource } from './arriving-body.ts'
import type { Connections } from './connections.ts'
import { LeanResponse } from './lean-response.ts'

/** Where a request goes. */
export interface Destination {
  href: string
  origin: string
  path: string
  connections: Connections
  /** Sent along with every request; left out: none. */
  headers?: Readonly<Record<string, string>>
}

/** What the transport takes beside the fields of `fetch`. */
export interface WatchedInit extends RequestInit {
  /** Is told of the connection, the request and the end of the response. */
  watch?: StreamWatch | undefined
  /** Instead of a signal. */
  halt?: Halt | undefined
}

interface Outcome {
  resolve(response: LeanResponse): void
  reject(error: unknown): void
}

/**
 * One request, by the library's own callbacks: its fetch spends more time on web streams than the rest of a call takes. One object, because a
 * thousand of them are alive at a time.
 */
class Exchange implements Dispatcher.DispatchHandler, BodySource {
  readonly #to: Destination
  readonly #signal: AbortSignal | null
  readonly #halt: Halt | undefined
  readonly #outcome: Outcome
  readonly #watch: StreamWatch | undefined
  #isNew = false
  #client: Client | null = null
  #control: Dispatcher.DispatchController | null = null
  #arriving: ArrivingBody | null = null

  constructor(to: Destination, { signal = null, halt, watch }: Pick<WatchedInit, 'signal' | 'halt' | 'watch'>, outcome: Outcome) {
    this.#to = to
    this.#watch = watch
    this.#signal = signal
    this.#halt = halt
    this.#outcome = outcome
  }

  start(method: string, headers: Record<string, string>, body: string | Uint8Array | null): void {
    this.#signal?.addEventListener('abort', this, { once: true })
    if (this.#halt) this.#halt.listener = this
    const { origin, path, connections, headers: more } = this.#to
    if (more) Object.assign(headers, more)
    connections.take((client) => {
      this.#client = client
      if (this.#watch) this.#isNew = !client.stats.connected
      client.dispatch({ origin, path, method, headers, body }, this)
    })
  }

  /** It was aborted from outside. */
  handleEvent(): void {
    const reason: unknown = this.#ending?.reason
    this.#fail(reason)
    this.#control?.abort(reason as Error)
  }

  get #ending(): Pick<Halt, 'aborted' | 'reason'> | null {
    return this.#halt ?? this.#signal
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#control = controller
    this.#watch?.connected?.(this.#isNew ? 'new' : 'reused', performance.now())
    if (this.#ending?.aborted) controller.abort(this.#ending.reason as Error)
  }

  /** The last byte of the request is with the socket. */
  onRequestSent(): void {
    this.#watch?.sent?.(performance.now())
  }

  onResponseStart(
    control: Dispatcher.DispatchController,
    status: number,
    headers: Record<string, string | string[] | undefined>,
    statusText = '',
  ): void {
    // Informational answers come before the real one.
    if (status < 200) return
    const atMs = performance.now()
    // Nobody reads them, and each keeps the bytes that it was read from.
    control.rawHeaders = null
    this.#arriving = new ArrivingBody(this, this.#watch)
    this.#outcome.resolve(new LeanResponse({ status, statusText, headers, url: this.#to.href, atMs }, this.#arriving))
  }

  onResponseData(_: unknown, piece: Uint8Array): void {
    this.#arriving?.push(piece, performance.now())
  }

  onResponseEnd(): void {
    const arriving = this.#arriving
    this.#release()
    arriving?.end()
  }

  /** As `fetch` names it: the reason is the cause. */
  onResponseError(_: unknown, error: unknown): void {
    const failed = () => new TypeError(this.#arriving ? 'terminated' : 'fetch failed', { cause: error })
    this.#fail(this.#ending?.aborted ? this.#ending.reason : failed())
    // Not at once: a connection that has failed takes no request before the library has dealt with that.
    queueMicrotask(() => this.#release())
  }

  pause(): void {
    this.#control?.pause()
  }

  resume(): void {
    this.#control?.resume()
  }

  abort(): void {
    this.#control?.abort(new Error('the body is not read to its end'))
  }

  #fail(error: unknown): void {
    this.#heedNobody()
    if (this.#arriving) this.#arriving.fail(error)
    else this.#outcome.reject(error)
  }

  #heedNobody(): void {
    this.#signal?.removeEventListener('abort', this)
    if (this.#halt?.listener === this) this.#halt.listener = null
  }

  /** What has ended keeps nothing alive: it may lie where the collector looks seldom. */
  #release(): void {
    this.#heedNobody()
    if (this.#client) this.#to.connections.giveBack(this.#client)
    this.#client = null
    this.#control = null
    this.#arriving = null
  }
}

/** Sends a request; resolves with the head of the response. */
export function exchange(to: Destination, init: WatchedInit): Promise<LeanResponse> {
  const { method = 'GET', headers, body, signal, halt } = init
  return new Promise((resolve, reject) => {
    const ending = halt ?? signal
    if (ending?.aborted) return reject(ending.reason as Error)
    new Exchange(to, init, { resolve, reject }).start(method, sentHeaders(headers), (body ?? null) as string | null)
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
