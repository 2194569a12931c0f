import type { Attempting, ProviderContext } from '../schema/provider.ts'
import { EvalError } from '../schema/eval-error.ts'
import { redact } from '../text/redact.ts'
import { stripControl } from '../text/strip-control.ts'
import { isoNow } from '../time/iso-now.ts'
import { brokenAnswer, htmlError, httpError, requestIdOf } from './http-error.ts'
import type { Asked } from './http-error.ts'
import { abortError, networkError } from './network-error.ts'
import { rateLimitReport } from './rate-limit-headers.ts'
import { feedBody, readBody, readStart } from './read-body.ts'

/** An answer may be this large; a body may also carry this much without any token of an answer. */
export const MAX_ANSWER_BYTES = 32 * 1024 * 1024
/** So much of an error is read. */
const MAX_ERROR_LENGTH = 64 * 1024
const LESS_THAN = 0x3c

/** One HTTP exchange: sends, stamps arrivals on a monotonic clock, bounds the body, turns failures into EvalErrors. */
export interface Call {
  readonly asked: Asked
  readonly signal: AbortSignal
  /** Wall clock, ISO 8601. */
  readonly startedAt: string
  /** Milliseconds from the start to the headers. */
  readonly firstByteMs: number | null
  /** Milliseconds from the start to the piece of the body that was read last. */
  readonly arrivalMs: number
  readonly requestId: string | undefined
  /** `fetch` for this attempt: redirects are errors, other failures reject with an EvalError. */
  fetch: typeof globalThis.fetch
  /** Hands over the pieces of a body as they arrive, until `take` says that it has enough. */
  feed(response: Response, take: (piece: Uint8Array) => boolean): Promise<void>
  /** The same pieces, for those who pull. */
  read(response: Response): AsyncGenerator<Uint8Array>
  /** Content arrived: the bound on bytes without any starts anew. */
  contentSeen(): void
  /** Whatever was thrown, as an EvalError without secrets. */
  failure(error: unknown): EvalError
}

/** Starts the clock of one attempt. */
export function startCall(asked: Asked, secrets: readonly string[], { signal, onRateLimit }: Attempting, context: ProviderContext): Call {
  const start = performance.now()
  const state = {
    firstByteMs: null as number | null,
    arrivalMs: 0,
    pieces: 0,
    bytes: 0,
    requestId: undefined as string | undefined,
    error: null as EvalError | null,
  }
  const fail = (error: EvalError): EvalError => (state.error ??= error)
  const broken = (error: unknown): EvalError => {
    if (EvalError.is(error)) return error
    return signal.aborted ? abortError(asked, signal) : networkError(asked, error)
  }
  const stamp = (piece: Uint8Array) => {
    // No protocol of ours begins with this: it is a page that calls itself something else.
    if (state.pieces++ === 0 && piece[0] === LESS_THAN) throw fail(htmlError(asked, ''))
    state.arrivalMs = performance.now() - start
    state.bytes += piece.length
    if (state.bytes > MAX_ANSWER_BYTES) throw fail(brokenAnswer(asked, 'more than 32 MB arrived without a token', { retryable: false }))
  }
  const watch = { arrived: stamp, failed: (error: unknown) => fail(broken(error)) }
  const send = async (input: string | URL | Request, init: RequestInit = {}) => {
    let response: Response
    try {
      response = await context.fetch(String(input), { ...init, redirect: 'manual', signal })
    } catch (error) {
      throw fail(broken(error))
    }
    state.firstByteMs = performance.now() - start
    state.arrivalMs = state.firstByteMs
    state.requestId = requestIdOf(response.headers)
    if (onRateLimit) tellRateLimit(response.headers, onRateLimit)
    if (response.ok && !isHtml(response)) return response
    const body = await readStart(response, MAX_ERROR_LENGTH).catch((error: unknown) => {
      throw fail(broken(error))
    })
    const { status, headers } = response
    throw fail(response.ok ? htmlError(asked, httpTitle(body)) : httpError(asked, { status, headers, body }))
  }
  return {
    asked,
    signal,
    startedAt: isoNow(),
    get firstByteMs() {
      return state.firstByteMs
    },
    get arrivalMs() {
      return state.arrivalMs
    },
    get requestId() {
      return state.requestId
    },
    fetch: send,
    feed: (response, take) => feedBody(response, watch, take),
    read: (response) => readBody(response, watch),
    contentSeen: () => {
      state.bytes = 0
    },
    failure: (error) => {
      const found = state.error ?? (EvalError.is(error) ? error : unexpected(asked, signal, error))
      return found === signal.reason ? found : withoutSecrets(found, secrets)
    },
  }
}

function tellRateLimit(headers: Headers, tell: NonNullable<Attempting['onRateLimit']>): void {
  const report = rateLimitReport(headers)
  if (report) tell(report)
}

const isHtml = (response: Response) => (response.headers.get('content-type') ?? '').toLowerCase().includes('text/html')
const httpTitle = (html: string) => /<title>([^<]{1,200})<\/title>/i.exec(html)?.[1]?.trim() ?? ''

function unexpected(asked: Asked, signal: AbortSignal, error: unknown): EvalError {
  if (signal.aborted) return abortError(asked, signal)
  const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
  return new EvalError('bug', `${asked.provider}:${asked.model} failed in an unexpected way: ${reason}`, { at: asked.host })
}

function withoutSecrets(error: EvalError, secrets: readonly string[]): EvalError {
  const clean = (text: string | undefined) => (text === undefined ? undefined : stripControl(redact(text, [...secrets])))
  const { kind, hint, at, retryable, retryAfterMs, requestId } = error
  return new EvalError(kind, clean(error.message) ?? '', { hint: clean(hint), at, retryable, retryAfterMs, requestId: clean(requestId) })
}
