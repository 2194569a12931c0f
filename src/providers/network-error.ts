import { EvalError } from '../schema/eval-error.ts'
import { shorten } from '../text/shorten.ts'
import type { Asked } from './http-error.ts'
import { ProxyFailure } from './proxy-failure.ts'

const CERTIFICATE_CODES =
  /^(CERT_|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_VERIFY_LEAF_SIGNATURE|UNABLE_TO_GET_ISSUER_CERT|ERR_TLS_CERT_ALTNAME_INVALID)/
const TIMEOUT_CODES = ['UND_ERR_CONNECT_TIMEOUT', 'ETIMEDOUT', 'UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT']

/** An attempt that its signal ended: `timeout` where the reason says so, `aborted` otherwise. An EvalError as reason is kept. */
export function abortError(asked: Asked, { reason }: Pick<AbortSignal, 'reason'>): EvalError {
  if (EvalError.is(reason)) return reason
  const timedOut = typeof reason === 'object' && reason !== null && 'name' in reason && reason.name === 'TimeoutError'
  return timedOut
    ? new EvalError('timeout', `${asked.provider} did not finish the answer of ${asked.model} in time`, {
        at: asked.host,
        hint: 'Raise timeoutMs of the model',
      })
    : new EvalError('aborted', `The call to ${asked.provider}:${asked.model} was cancelled`, { at: asked.host })
}

/** A failure below HTTP, by the code of the system or of undici; `begun`: the head of the response was there already. */
export function networkError(asked: Asked, error: unknown, begun = false): EvalError {
  const failure = proxyFailureIn(error)
  if (failure) return proxyError(asked, failure)
  const found = codeOf(error)
  const { host } = asked
  const at = host
  const code = begun ? 'stream-error' : found
  if (found === 'ENOTFOUND') {
    return new EvalError('config', `The address ${host} was not found (DNS)`, {
      at,
      code,
      hint: 'Check the spelling of baseUrl and the network; where only a proxy leads out of it, name that in HTTPS_PROXY',
    })
  }
  if (found === 'EAI_AGAIN') {
    return new EvalError('transient', `The address ${host} could not be looked up (DNS)`, {
      at,
      code,
      hint: 'Check whether this machine has a network',
    })
  }
  if (found === 'ECONNREFUSED') {
    const hint = 'Start the server, or check host and port in baseUrl'
    return new EvalError('config', `No server answers at ${host}: the connection was refused`, { at, code, hint, retryable: true })
  }
  if (CERTIFICATE_CODES.test(found)) {
    const hint = 'Point NODE_EXTRA_CA_CERTS at the certificate authority of that server; do not turn verification off'
    return new EvalError('config', `The certificate of ${host} cannot be trusted (${found})`, { at, code, hint })
  }
  if (found.startsWith('ERR_SSL_') || found === 'EPROTO') {
    return new EvalError('config', `${host} does not speak TLS as expected (${found})`, {
      at,
      code,
      hint: 'Check whether baseUrl begins with http:// or https://',
    })
  }
  if (TIMEOUT_CODES.includes(found)) return new EvalError('timeout', `${host} did not answer in time (${found})`, { at, code })
  return new EvalError('transient', `The connection to ${host} failed (${found || shorten(textOf(error), 200)})`, { at, code })
}

function proxyFailureIn(error: unknown): ProxyFailure | null {
  if (error instanceof ProxyFailure) return error
  return error instanceof Error && error.cause instanceof ProxyFailure ? error.cause : null
}

/** A server was not reached because of the proxy before it. */
function proxyError({ host }: Asked, { proxy, status, cause }: ProxyFailure): EvalError {
  const { variable } = proxy
  const rest = { at: proxy.host, code: 'proxy' }
  if (status === null) {
    const reason = codeOf(cause) || shorten(textOf(cause), 200)
    return new EvalError('config', `The proxy ${proxy.host} on the way to ${host} could not be reached (${reason})`, {
      ...rest,
      hint: `Check ${variable}, or name ${host} in NO_PROXY`,
      retryable: true,
    })
  }
  if (status === 407) {
    return new EvalError('auth', `The proxy ${proxy.host} on the way to ${host} wants a name and a password (407)`, {
      ...rest,
      hint: `Write them into ${variable}: http://NAME:PASSWORD@${proxy.host}`,
    })
  }
  return new EvalError(status >= 500 ? 'transient' : 'config', `The proxy ${proxy.host} opened no way to ${host} (${status})`, {
    ...rest,
    hint: `Check whether it lets requests pass to ${host}, or name it in NO_PROXY`,
  })
}

function codeOf(error: unknown, depth = 0): string {
  if (typeof error !== 'object' || error === null || depth > 5) return ''
  if ('code' in error && typeof error.code === 'string') return error.code
  const inside = 'cause' in error ? codeOf(error.cause, depth + 1) : ''
  if (inside !== '') return inside
  return 'errors' in error && Array.isArray(error.errors) ? codeOf(error.errors[0], depth + 1) : ''
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : 'unknown reason'
}
