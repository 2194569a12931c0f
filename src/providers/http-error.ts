import { EvalError } from '../schema/eval-error.ts'
import type { EvalErrorKind } from '../schema/eval-error.ts'
import { redactCut } from '../text/redact-cut.ts'
import { shorten } from '../text/shorten.ts'
import { describeError, plainWord, readErrorBody } from './error-body.ts'
import type { ErrorBody } from './error-body.ts'
import { retryAfterMs } from './retry-after.ts'

/** Who was asked, for messages. */
export interface Asked {
  /** The word before the colon of the model's id. */
  provider: string
  model: string
  host: string
  keyVariable: string | null
  /** Never shown. */
  secrets?: readonly string[]
}

interface HttpAnswer {
  status: number
  headers: Headers
  body: string
}

const REQUEST_ID_HEADERS = ['x-request-id', 'request-id', 'x-amzn-requestid', 'x-generation-id', 'cf-ray']
const BUDGET_WORDS = [
  'insufficientquota',
  'billingerror',
  'billinghardlimitreached',
  'billingnotactive',
  'paymentrequired',
  'servicequotaexceededexception',
]
const FILTER_WORDS = ['contentfilter', 'contentpolicyviolation', 'responsibleaipolicyviolation']
/** Of errors inside a stream, where there is no status to tell. */
const THROTTLED_WORDS = ['overloadederror', 'ratelimiterror', 'ratelimitexceeded', 'throttlingexception']
const CONTEXT_WORDS = ['contextlengthexceeded', 'exceedcontextsizeerror', 'stringabovemaxlength']
const STATUS_KINDS: Record<number, EvalErrorKind> = {
  401: 'auth',
  402: 'budget',
  403: 'auth',
  408: 'timeout',
  409: 'transient',
  424: 'transient',
  429: 'rate-limit',
  529: 'rate-limit',
}
/** The vendors that give these errors no code of their own. They are retried neither way: the text only says how they count. */
const CONTEXT_TEXT = /prompt is too long|input is too long|maximum context length|context window/i
const BUDGET_TEXT = /credit balance is too low/i

/** The vendor's id of the request, for its support; `undefined` where it sends none. */
export function requestIdOf(headers: Headers): string | undefined {
  for (const name of REQUEST_ID_HEADERS) {
    const id = headers.get(name)
    if (id !== null) return id
  }
  return undefined
}

/** An answer with a status of 300 and above, as an EvalError: its kind follows from status and error code. */
export function httpError(asked: Asked, { status, headers, body }: HttpAnswer): EvalError {
  const found = redacted(readErrorBody(body), asked)
  const named = headers.get('x-amzn-errortype')
  if (named !== null) found.words.push(plainWord(named))
  const kind = status < 400 ? 'config' : kindOf(status, found)
  return new EvalError(kind, messageOf(asked, status, found), {
    hint: hintOf(kind, status, asked, found),
    at: asked.host,
    code: closerWord(found) ?? `http-${status}`,
    retryAfterMs: kind === 'budget' ? undefined : retryAfterMs(headers),
    requestId: requestIdOf(headers),
  })
}

/**
 * An error that came inside a stream after status 200. The request is known to work, so that asking again may help, unless
 * the vendor says that money or content is the reason. That it has too much to do says nothing of the model.
 */
export function streamError(asked: Asked, payload: unknown, requestId?: string): EvalError {
  const said = describeError(payload) ?? { message: JSON.stringify(payload) ?? 'no reason given', words: [], html: false }
  const found = redacted(said, asked)
  const special = specialKind(found)
  const throttled = found.words.some((word) => THROTTLED_WORDS.includes(word))
  return new EvalError(
    special ?? (throttled ? 'rate-limit' : 'invalid-response'),
    `${asked.provider} broke off the answer of ${asked.model}: ${shorten(found.message)}`,
    {
      hint: special === null ? 'The stream began and then reported an error; asking again may help' : undefined,
      at: asked.host,
      code: closerWord(found) ?? (found.words.includes('overloadederror') ? 'overloaded' : throttled ? 'rate-limited' : 'stream-error'),
      retryable: special === null,
      requestId,
    },
  )
}

interface BrokenAnswerOptions {
  retryable?: boolean
  requestId?: string | undefined
  code?: 'parse' | 'truncated'
}

/** A 200 whose body is not what the protocol says: cut short, not JSON, too large. */
export function brokenAnswer(
  asked: Asked,
  problem: string,
  { retryable = true, requestId, code = 'parse' }: BrokenAnswerOptions = {},
): EvalError {
  return new EvalError('invalid-response', `${asked.provider} sent a broken answer for ${asked.model}: ${problem}`, {
    at: asked.host,
    code,
    retryable,
    requestId,
  })
}

/** A stream that ended before its end: `missing` is what should have come. */
export function cutShort(asked: Asked, missing: string, requestId: string | undefined): EvalError {
  return brokenAnswer(asked, `the stream ended without ${missing}: the answer was cut short`, { requestId, code: 'truncated' })
}

/** A page where an API was expected. */
export function htmlError(asked: Asked, title: string): EvalError {
  const named = title === '' ? '' : ` (“${shorten(title, 80)}”)`
  return new EvalError('config', `${asked.host} answered with an HTML page${named} instead of JSON`, {
    hint: 'Check baseUrl: it should lead to the API (often it ends in /v1), not to a web site or a login page',
    at: asked.host,
  })
}

/** Before a message is shortened: of what was cut nobody knows any more. */
function redacted({ message, ...found }: ErrorBody, { secrets = [] }: Asked): ErrorBody {
  return { ...found, message: redactCut(message, secrets) }
}

function specialKind({ words, message }: ErrorBody): EvalErrorKind | null {
  if (words.some((word) => BUDGET_WORDS.includes(word)) || BUDGET_TEXT.test(message)) return 'budget'
  return words.some((word) => FILTER_WORDS.includes(word)) ? 'refusal' : null
}

/** What neither the kind nor the status tells. */
function closerWord({ words, message }: ErrorBody): string | null {
  if (words.some((word) => FILTER_WORDS.includes(word))) return 'content-filter'
  return words.some((word) => CONTEXT_WORDS.includes(word)) || CONTEXT_TEXT.test(message) ? 'context-length' : null
}

function kindOf(status: number, found: ErrorBody): EvalErrorKind {
  const special = specialKind(found)
  if (special !== null) return special
  const known = STATUS_KINDS[status]
  if (known !== undefined) return known
  if (status >= 500) return 'transient'
  if (found.words.some((word) => CONTEXT_WORDS.includes(word)) || CONTEXT_TEXT.test(found.message)) return 'invalid-response'
  return 'config'
}

function messageOf({ provider, model, host }: Asked, status: number, { message, html }: ErrorBody): string {
  if (status < 400)
    return `${host} answered ${status}, a redirect, for ${provider}:${model}: redirects are not followed, so that no key leaves its host`
  const said = html ? `an HTML page${message === '' ? '' : ` (“${shorten(message, 80)}”)`} instead of JSON` : shorten(message)
  return `${provider} answered ${status} for ${model}${said === '' ? '' : `: ${said}`}`
}

function hintOf(kind: EvalErrorKind, status: number, { model, host, keyVariable }: Asked, { html }: ErrorBody): string | undefined {
  if (status < 400) return 'Write the final address in baseUrl'
  if (kind === 'auth')
    return keyVariable === null ? `${host} wants a key: name its variable in apiKeyEnv` : `Check the key in ${keyVariable}`
  if (kind === 'budget') return 'Check the account’s quota and billing; asking again does not help'
  if (status === 404) return html ? 'Check baseUrl' : `Check the model’s name (${model}) and baseUrl (${host})`
  if (kind === 'invalid-response') return 'The prompt is longer than the model takes: shorten it or choose another model'
  return kind === 'config' ? 'Check params and prompt against what the model accepts' : undefined
}
