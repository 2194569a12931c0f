import { EvalError } from '../schema/eval-error.ts'
import type { EvalErrorKind } from '../schema/eval-error.ts'
import type { Sample, SampleErrorKind } from '../schema/sample.ts'
import { shorten } from '../text/shorten.ts'

const MOST_CHARACTERS = 300
/** Codes of EvalErrors that are kinds of failed samples as they stand. */
const SAME_WORD: ReadonlySet<string> = new Set<SampleErrorKind>([
  'timeout-connect',
  'timeout-first-token',
  'timeout-idle',
  'timeout-total',
  'rate-limited',
  'overloaded',
  'stream-error',
  'truncated',
  'parse',
  'content-filter',
  'context-length',
  'cancelled',
  'deadline',
])
/** Where the error has no code, or one that says nothing more. */
const BY_KIND: Record<EvalErrorKind, SampleErrorKind> = {
  config: 'other',
  auth: 'auth',
  'rate-limit': 'rate-limited',
  timeout: 'timeout-total',
  transient: 'connect',
  refusal: 'content-filter',
  'invalid-response': 'parse',
  budget: 'budget',
  aborted: 'cancelled',
  bug: 'other',
}
const DNS_CODE = /^(ENOTFOUND|EAI_|EDNS|ENODATA)/
const CONNECT_TIMEOUT_CODE = /^(UND_ERR_CONNECT_TIMEOUT|ETIMEDOUT)$/
const CONNECT_CODE = /^(ECONN|EPIPE|EHOST|ENET|EADDR|UND_ERR_SOCKET)/
const TLS_CODE = /^(CERT_|ERR_TLS_|ERR_SSL_|EPROTO$|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_)/

/** How a measured request failed: by the code of its error, else by its kind. Whatever is no EvalError is `other`. */
export function sampleError(thrown: unknown): NonNullable<Sample['error']> {
  if (!EvalError.is(thrown))
    return { kind: 'other', message: shorten(thrown instanceof Error ? thrown.message : String(thrown), MOST_CHARACTERS) }
  const { message, retryAfterMs } = thrown
  return { kind: kindOf(thrown), message: shorten(message, MOST_CHARACTERS), ...(retryAfterMs === undefined ? {} : { retryAfterMs }) }
}

function kindOf({ kind, code = '' }: EvalError): SampleErrorKind {
  if (SAME_WORD.has(code)) return code as SampleErrorKind
  if (code.startsWith('http-')) return ofStatus(Number(code.slice(5)), kind)
  if (DNS_CODE.test(code)) return 'dns'
  if (CONNECT_TIMEOUT_CODE.test(code)) return 'timeout-connect'
  if (CONNECT_CODE.test(code)) return 'connect'
  return TLS_CODE.test(code) ? 'tls' : BY_KIND[kind]
}

function ofStatus(status: number, kind: EvalErrorKind): SampleErrorKind {
  if (kind === 'auth') return 'auth'
  // A vendor's quota that is used up is no pressure that passes, and not the budget of the benchmark.
  if (status === 429) return kind === 'budget' ? 'http-4xx' : 'rate-limited'
  if (status === 503 || status === 529) return 'overloaded'
  if (status >= 500) return 'http-5xx'
  return status >= 400 ? 'http-4xx' : 'other'
}
