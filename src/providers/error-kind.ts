import type { EvalErrorKind } from '../schema/eval-error.ts'
import { FLAGGED } from './error-body.ts'
import type { ErrorBody } from './error-body.ts'

const BUDGET_WORDS = [
  'insufficientquota',
  'billingerror',
  'billinghardlimitreached',
  'billingnotactive',
  'paymentrequired',
  'servicequotaexceededexception',
]
const FILTER_WORDS = [
  'contentfilter',
  'contentpolicyviolation',
  'responsibleaipolicyviolation',
  'datainspectionfailed',
  // OpenAI says of a prompt that its usage policy forbids: it is flagged, not malformed.
  'invalidprompt',
  FLAGGED,
]
const CONTEXT_WORDS = ['contextlengthexceeded', 'exceedcontextsizeerror', 'stringabovemaxlength']
/** Inside a stream there is no status to tell: these names of a server with too much to do, or that gave up, stand for theirs. */
const WORD_STATUS: Record<string, number> = {
  abort: 500,
  overloaded: 529,
  overloadederror: 529,
  ratelimited: 429,
  ratelimiterror: 429,
  ratelimitexceeded: 429,
  resourceexhausted: 429,
  throttlingexception: 429,
  modelnotreadyexception: 429,
  insufficientsystemresource: 503,
  serviceunavailable: 503,
  serviceunavailableerror: 503,
  serviceunavailableexception: 503,
  unavailable: 503,
}
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
const FILTER_TEXT = /blocked by content filtering policy|content exists risk|content violates usage guidelines/i
const FILTER_STATUSES: readonly (number | null)[] = [null, 400, 403, 422]

/** How an error answer with a status of 400 and above counts. */
export function kindOfStatus(status: number, found: ErrorBody): EvalErrorKind {
  const kind = specialKind(found, status) ?? plainKind(status)
  if (kind !== null) return kind
  return isTooLong(found) ? 'invalid-response' : 'config'
}

/**
 * How an error inside a stream counts. Where the vendor names a status that says nothing of the model, it counts as that status; anything else as a
 * broken answer, since the request is known to work.
 */
export function kindInStream(found: ErrorBody): EvalErrorKind {
  const status = statusInStream(found)
  return specialKind(found, status) ?? (status === null ? 'invalid-response' : (plainKind(status) ?? 'invalid-response'))
}

/** The status of an error inside a stream that says nothing of the model: named by a number, or by a word that stands for one. */
export function statusInStream({ status, words }: ErrorBody): number | null {
  if (status !== null && plainKind(status) !== null) return status
  return words.map((word) => WORD_STATUS[word]).find((named) => named !== undefined) ?? null
}

/** What neither the kind nor the status tells. */
export function closerWord(found: ErrorBody, status: number | null): 'content-filter' | 'context-length' | null {
  if (isFiltered(found, status)) return 'content-filter'
  return isTooLong(found) ? 'context-length' : null
}

const plainKind = (status: number): EvalErrorKind | null => STATUS_KINDS[status] ?? (status >= 500 ? 'transient' : null)

function specialKind(found: ErrorBody, status: number | null): EvalErrorKind | null {
  if (found.words.some((word) => BUDGET_WORDS.includes(word)) || BUDGET_TEXT.test(found.ownMessage)) return 'budget'
  return isFiltered(found, status) ? 'refusal' : null
}

function isFiltered({ words, upstreamWords, message }: ErrorBody, status: number | null): boolean {
  if ([...words, ...upstreamWords].some((word) => FILTER_WORDS.includes(word))) return true
  return FILTER_STATUSES.includes(status) && FILTER_TEXT.test(message)
}

function isTooLong({ words, upstreamWords, message }: ErrorBody): boolean {
  return [...words, ...upstreamWords].some((word) => CONTEXT_WORDS.includes(word)) || CONTEXT_TEXT.test(message)
}
