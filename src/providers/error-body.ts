import { jsonText } from '../text/json-text.ts'

/** What a vendor says of an error, in whichever of the usual shapes. */
export interface ErrorBody {
  message: string
  /** The message without the words of a vendor behind the vendor. */
  ownMessage: string
  /** Machine-readable words: code, type, status, exception name; lower case, letters only. */
  words: string[]
  /** Those of a vendor behind the vendor: they say what was refused, never whose account is empty. */
  upstreamWords: string[]
  /** The HTTP status that it names itself; `null`: none. */
  status: number | null
  html: boolean
}

/** Stands among the words where the vendor says that the prompt was flagged, without a code for it. */
export const FLAGGED = 'flaggedinput'

/** Reads the body of an error answer: `{error: {message, code, type}}`, `{error: text}`, `{message, __type}`, `{detail}`, a list of one of them, HTML or plain text. */
export function readErrorBody(body: string): ErrorBody {
  return readBody(body, describeError)
}

/** The same for a value that is parsed already; `null`: it is no object. */
export function describeError(value: unknown): ErrorBody | null {
  const found = describe(value)
  const metadata = partsOf(onlyItem(value))?.inner['metadata']
  if (!found || !isObject(metadata)) return found
  const flagged = metadata['flagged_input'] !== undefined || Array.isArray(metadata['reasons'])
  const upstream = behind(metadata)
  return {
    ...found,
    message: upstream ? `${found.message} (${upstream.message})` : found.message,
    words: flagged ? [...found.words, FLAGGED] : found.words,
    upstreamWords: upstream?.words ?? [],
  }
}

/** `com.amazon#ThrottlingException:http://…` and `rate_limit_error` as `throttlingexception` and `ratelimiterror`. */
export function plainWord(word: string): string {
  const name = word.split('#').at(-1)?.split(':')[0] ?? ''
  return name.toLowerCase().replace(/[^a-z]/g, '')
}

/** Gemini sends a list of one, where others send what is in it. */
export function onlyItem(value: unknown): unknown {
  return Array.isArray(value) && value.length === 1 && isObject(value[0]) ? value[0] : value
}

function readBody(body: string, read: (value: unknown) => ErrorBody | null): ErrorBody {
  const text = body.trim()
  if (text.startsWith('<')) return { ...plain(titleOf(text)), html: true }
  return read(parse(text)) ?? plain(text)
}

function describe(value: unknown): ErrorBody | null {
  const said = onlyItem(value)
  if (typeof said === 'string') return plain(said)
  const parts = partsOf(said)
  if (!parts) return null
  const { inner, outer } = parts
  const message = [inner['message'], inner['Message'], outer['error'], outer['detail'], inner['detail'], outer['errors']].find(
    (part) => part !== undefined,
  )
  const words = [inner['code'], inner['type'], inner['status'], inner['__type'], outer['type'], outer['error_type']]
  const statuses = [inner['code'], inner['status'], inner['status_code'], outer['code'], outer['status'], outer['status_code']].map(
    statusIn,
  )
  const shown = typeof message === 'string' ? message : (jsonText(message ?? said) ?? 'an error that is nested too deeply to be shown')
  return {
    ...plain(shown),
    words: words.filter((word) => typeof word === 'string').map(plainWord),
    status: statuses.find((status) => status !== null) ?? null,
  }
}

/** OpenRouter hands on what the vendor behind it said: as text, or as that vendor's own JSON. */
function behind(metadata: Record<string, unknown>): Pick<ErrorBody, 'message' | 'words'> | null {
  const { raw, provider_name: vendor } = metadata
  const said = typeof raw === 'string' ? readBody(raw, describe) : describe(raw)
  if (!said || said.message === '') return null
  return { ...said, message: typeof vendor === 'string' ? `${vendor}: ${said.message}` : said.message }
}

interface Parts {
  outer: Record<string, unknown>
  /** Where the error itself is told: a field of it, or the same. */
  inner: Record<string, unknown>
}

function partsOf(said: unknown): Parts | null {
  return isObject(said) ? { outer: said, inner: isObject(said['error']) ? said['error'] : said } : null
}

function statusIn(value: unknown): number | null {
  const number = typeof value === 'string' && /^\d{3}$/.test(value) ? Number(value) : value
  return typeof number === 'number' && Number.isInteger(number) && number >= 400 && number < 600 ? number : null
}

const plain = (message: string): ErrorBody => ({ message, ownMessage: message, words: [], upstreamWords: [], status: null, html: false })

function titleOf(html: string): string {
  const start = html.search(/<title>/i)
  const end = html.search(/<\/title>/i)
  return start >= 0 && end > start ? html.slice(start + 7, end).trim() : ''
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
