import { EVAL_ERROR_KINDS, EvalError } from '../schema/eval-error.ts'
import type { EvalErrorKind } from '../schema/eval-error.ts'
import { jsonText } from '../text/json-text.ts'
import { redactCut } from '../text/redact-cut.ts'
import { shorten } from '../text/shorten.ts'
import { contentCoding } from './content-coding.ts'
import { describeError, plainWord, readErrorBody } from './error-body.ts'
import type { ErrorBody } from './error-body.ts'
import { closerWord, kindInStream, kindOfStatus, statusInStream } from './error-kind.ts'
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
/** Where a task's schema stands in a request; Bedrock's place for it cannot be overruled. */
const SCHEMA_FIELDS: Record<string, string> = {
  openai: 'response_format',
  openrouter: 'response_format',
  compatible: 'response_format',
  anthropic: 'output_config',
  ollama: 'format',
}
/** Only a hint hangs on it. */
const SCHEMA_TEXT = /response_format|json_schema|output_config|structured.?output/i

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
  const coding = contentCoding(headers)
  const found = redacted(readErrorBody(coding === null ? body : `what it says is compressed (${coding})`), asked)
  const named = headers.get('x-amzn-errortype')
  if (named !== null) found.words.push(plainWord(named))
  const kind = status < 400 ? 'config' : kindOfStatus(status, found)
  return new EvalError(kind, messageOf(asked, status, found), {
    hint: hintOf(kind, status, asked, found),
    at: asked.host,
    code: closerWord(found, status) ?? `http-${status}`,
    retryAfterMs: kind === 'budget' ? undefined : retryAfterMs(headers),
    requestId: requestIdOf(headers),
  })
}

/**
 * An error that came inside a stream after status 200. The request is known to work, so that asking again may help, unless
 * the vendor says that money, the key or content is the reason. That it has too much to do says nothing of the model.
 */
export function streamError(asked: Asked, payload: unknown, requestId?: string): EvalError {
  const found = redacted(describeError(payload) ?? readErrorBody(jsonText(payload) ?? 'no reason given'), asked)
  const kind = kindInStream(found)
  const retryable = EVAL_ERROR_KINDS[kind].retryable || kind === 'invalid-response'
  return new EvalError(kind, `${asked.provider} broke off the answer of ${asked.model}: ${shorten(found.message)}`, {
    hint: retryable ? 'The stream began and then reported an error; asking again may help' : hintOf(kind, 400, asked, found),
    at: asked.host,
    code: codeInStream(kind, found),
    retryable,
    requestId,
  })
}

function codeInStream(kind: EvalErrorKind, found: ErrorBody): string {
  const status = statusInStream(found)
  const closer = closerWord(found, status)
  if (closer !== null) return closer
  if (kind === 'auth' || (kind === 'budget' && status !== null)) return `http-${status}`
  if (status === 503 || status === 529) return 'overloaded'
  return kind === 'rate-limit' ? 'rate-limited' : 'stream-error'
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

/** An answer in a compression that was not asked for. */
export function compressedAnswer({ host }: Asked, coding: string): EvalError {
  return new EvalError('config', `${host} sent a compressed answer (${shorten(coding, 40)}), although none was asked for`, {
    hint: 'Turn compression off in that server, or in the proxy before it: with it nobody could say when a part of an answer came',
    at: host,
  })
}

/** Before a message is shortened: of what was cut nobody knows any more. */
function redacted({ message, ...found }: ErrorBody, { secrets = [] }: Asked): ErrorBody {
  return { ...found, message: redactCut(message, secrets) }
}

function messageOf({ provider, model, host }: Asked, status: number, { message, html }: ErrorBody): string {
  if (status < 400)
    return `${host} answered ${status}, a redirect, for ${provider}:${model}: redirects are not followed, so that no key leaves its host`
  const said = html ? `an HTML page${message === '' ? '' : ` (“${shorten(message, 80)}”)`} instead of JSON` : shorten(message)
  return `${provider} answered ${status} for ${model}${said === '' ? '' : `: ${said}`}`
}

function hintOf(
  kind: EvalErrorKind,
  status: number,
  { provider, model, host, keyVariable }: Asked,
  { html, message }: ErrorBody,
): string | undefined {
  if (status < 400) return 'Write the final address in baseUrl'
  if (kind === 'auth')
    return keyVariable === null ? `${host} wants a key: name its variable in apiKeyEnv` : `Check the key in ${keyVariable}`
  if (kind === 'budget') return 'Check the account’s quota and billing; asking again does not help'
  if (status === 404) return html ? 'Check baseUrl' : `Check the model’s name (${model}) and baseUrl (${host})`
  if (kind === 'invalid-response') return 'The prompt is longer than the model takes: shorten it or choose another model'
  if (kind !== 'config') return undefined
  const field = SCHEMA_TEXT.test(message) ? SCHEMA_FIELDS[provider] : undefined
  return field === undefined
    ? 'Check params and prompt against what the model accepts'
    : `The task’s schema was sent as ${field}: for a model that takes none, write params.extra.${field} in its settings, which is sent instead`
}
