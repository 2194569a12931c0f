import type { Attempting, ProviderContext } from '../schema/provider.ts'
import { EvalError } from '../schema/eval-error.ts'
import type { EvalErrorKind } from '../schema/eval-error.ts'
import type { StreamWatch } from '../schema/stream-watch.ts'
import { redact } from '../text/redact.ts'
import { stripControl } from '../text/strip-control.ts'
import { isoNow } from '../time/iso-now.ts'
import { contentCoding } from './content-coding.ts'
import type { WatchedInit } from './exchange.ts'
import { brokenAnswer, compressedAnswer, htmlError, httpError, requestIdOf } from './http-error.ts'
import type { Asked } from './http-error.ts'
import { abortError, networkError } from './network-error.ts'
import { rateLimitReport } from './rate-limit-headers.ts'
import { feedBody, readBody, readStart } from './read-body.ts'
import { unlessAborted } from './unless-aborted.ts'

/** An answer may be this large; a body may also carry this much without any token of an answer. */
export const MAX_ANSWER_BYTES = 32 * 1024 * 1024
/** So much of an error is read. */
const MAX_ERROR_LENGTH = 64 * 1024
/** So long the rest of an error is waited for: its status and headers say what matters most. */
const ERROR_MS = 1_000
const LESS_THAN = 0x3c
const REFUSALS: ReadonlySet<EvalErrorKind> = new Set(['rate-limit', 'budget'])

/** One HTTP exchange: sends, keeps the times of arrivals on a monotonic clock, bounds the body, turns failures into EvalErrors. */
export class Call {
  readonly asked: Asked
  /** Only where the attempt itself is measured. */
  readonly watch: StreamWatch | undefined
  /** Wall clock, ISO 8601. */
  readonly startedAt = isoNow()
  readonly #attempting: Attempting
  readonly #secrets: readonly string[]
  readonly #tellRateLimit: Attempting['onRateLimit']
  readonly #transport: ProviderContext['fetch']
  readonly #startMs = performance.now()
  #firstByteMs: number | null = null
  #arrivedAtMs = this.#startMs
  #pieces = 0
  #bytes = 0
  #requestId: string | undefined
  #error: EvalError | null = null
  /** An answer has begun. */
  #begun = false
  #hasContent = false

  constructor(asked: Asked, secrets: readonly string[], attempting: Attempting, context: ProviderContext) {
    this.asked = asked
    this.watch = attempting.watch
    this.#attempting = attempting
    this.#secrets = secrets
    this.#tellRateLimit = attempting.onRateLimit
    this.#transport = context.fetch
  }

  /** For what takes a signal; our own transport takes less. */
  get signal(): AbortSignal {
    return this.#attempting.signal
  }

  get #ending(): Pick<AbortSignal, 'aborted' | 'reason'> {
    return this.#attempting.halt ?? this.signal
  }

  throwIfAborted(): void {
    if (this.#ending.aborted) throw this.#ending.reason as Error
  }

  /** Milliseconds from the start to the headers. */
  get firstByteMs(): number | null {
    return this.#firstByteMs
  }

  /** Milliseconds from the start to the piece of the body that was read last. */
  get arrivalMs(): number {
    return this.#arrivedAtMs - this.#startMs
  }

  /** The same on the clock of `performance.now()`. */
  get arrivedAtMs(): number {
    return this.#arrivedAtMs
  }

  get requestId(): string | undefined {
    return this.#requestId
  }

  /** `fetch` for this attempt: redirects are errors, other failures reject with an EvalError. */
  readonly fetch: typeof globalThis.fetch = (input, init) => this.#send(String(input), init)

  /** Hands over the pieces of a body as they arrive, until `take` says that it has enough. */
  feed(response: Response, take: (piece: Uint8Array) => boolean): Promise<void> {
    return feedBody(response, this, take)
  }

  /** The same pieces, for those who pull. */
  read(response: Response): AsyncGenerator<Uint8Array> {
    return readBody(response, this)
  }

  /** A piece of the body is being read that came at a time of `performance.now()`. */
  arrived(piece: Uint8Array, atMs: number): void {
    // No protocol of ours begins with this: it is a page that calls itself something else.
    if (this.#pieces++ === 0 && piece[0] === LESS_THAN) {
      this.#begun = false
      throw this.#fail(htmlError(this.asked, ''))
    }
    this.#arrivedAtMs = atMs
    this.#bytes += piece.length
    if (this.#bytes > MAX_ANSWER_BYTES)
      throw this.#fail(brokenAnswer(this.asked, 'more than 32 MB arrived without a token', { retryable: false }))
  }

  /** A reader that is slow on purpose waits here; not longer than its attempt lasts. */
  pause(): Promise<void> | null {
    const paced = this.watch?.pace?.()
    return paced ? unlessAborted(paced, this.signal) : null
  }

  /** When a body ends is told where the attempt itself is measured. */
  get waitsForEnd(): boolean {
    return this.watch !== undefined
  }

  /** The connection failed. */
  failed(error: unknown): EvalError {
    if (EvalError.is(error)) return this.#fail(error)
    return this.#fail(
      this.#ending.aborted ? abortError(this.asked, this.#ending) : networkError(this.asked, error, this.#firstByteMs !== null),
    )
  }

  /** Content arrived: the bound on bytes without any starts anew. */
  contentSeen(): void {
    this.#bytes = 0
    this.#hasContent = true
  }

  /** Whatever was thrown, as an EvalError without secrets. The first failure counts. */
  failure(error: unknown): EvalError {
    const found = this.#error ?? (EvalError.is(error) ? error : unexpected(this.asked, this.#ending, error))
    // Inside a stream, before a word was said, a refusal is one like those by status: there was no answer that could be billed.
    const begun = this.#begun && (this.#hasContent || !REFUSALS.has(found.kind))
    return found === this.#ending.reason ? found : withoutSecrets(found, this.#secrets, begun)
  }

  #send(address: string, init: RequestInit = {}): Promise<Response> {
    const { halt } = this.#attempting
    const sent: WatchedInit = { ...init, redirect: 'manual', signal: halt ? null : this.signal, halt, watch: this.watch }
    return this.#transport(address, sent).then(
      (response) => this.#received(response),
      (error: unknown) => Promise.reject(this.failed(error)),
    )
  }

  #received(response: Response & { atMs?: number }): Response | Promise<Response> {
    const { headers } = response
    this.#arrivedAtMs = response.atMs ?? performance.now()
    this.#firstByteMs = this.#arrivedAtMs - this.#startMs
    this.watch?.headers?.(this.#arrivedAtMs)
    this.#requestId = requestIdOf(headers)
    const report = this.#tellRateLimit ? rateLimitReport(headers) : null
    if (report) this.#tellRateLimit?.(report)
    this.#begun = response.ok && !isHtml(response)
    const coding = this.#begun ? contentCoding(headers) : null
    if (coding !== null) return this.#unreadable(response, coding)
    return this.#begun ? response : this.#refused(response)
  }

  /** It is an answer, and billed as one. */
  #unreadable(response: Response, coding: string): never {
    void response.body?.cancel().catch(() => undefined)
    throw this.#fail(compressedAnswer(this.asked, coding))
  }

  async #refused(response: Response): Promise<never> {
    const { ok, status, headers } = response
    const body = await readStart(response, MAX_ERROR_LENGTH, ERROR_MS)
    if (this.#ending.aborted) throw this.failed(this.#ending.reason)
    throw this.#fail(ok ? htmlError(this.asked, redact(httpTitle(body), this.#secrets)) : httpError(this.asked, { status, headers, body }))
  }

  #fail(error: EvalError): EvalError {
    return (this.#error ??= error)
  }
}

const isHtml = (response: Response) => (response.headers.get('content-type') ?? '').toLowerCase().includes('text/html')
const httpTitle = (html: string) => /<title>([^<]{1,200})<\/title>/i.exec(html)?.[1]?.trim() ?? ''

function unexpected(asked: Asked, signal: Pick<AbortSignal, 'aborted' | 'reason'>, error: unknown): EvalError {
  if (signal.aborted) return abortError(asked, signal)
  const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
  return new EvalError('bug', `${asked.provider}:${asked.model} failed in an unexpected way: ${reason}`, { at: asked.host })
}

function withoutSecrets(error: EvalError, secrets: readonly string[], begun: boolean): EvalError {
  const clean = (text: string | undefined) => (text === undefined ? undefined : stripControl(redact(text, [...secrets])))
  const { kind, hint, at, retryable, retryAfterMs, requestId, code } = error
  return new EvalError(kind, clean(error.message) ?? '', {
    hint: clean(hint),
    at,
    retryable,
    retryAfterMs,
    requestId: clean(requestId),
    code,
    begun,
  })
}
