/** What a vendor says of an error, in whichever of the usual shapes. */
export interface ErrorBody {
  message: string
  /** Machine-readable words: code, type, status, exception name; lower case, letters only. */
  words: string[]
  html: boolean
}

/** Reads the body of an error answer: `{error: {message, code, type}}`, `{error: text}`, `{message, __type}`, `{detail}`, HTML or plain text. */
export function readErrorBody(body: string): ErrorBody {
  const text = body.trim()
  if (text.startsWith('<')) return { message: titleOf(text), words: [], html: true }
  return describeError(parse(text)) ?? { message: text, words: [], html: false }
}

/** The same for a value that is parsed already; `null`: it is no object. */
export function describeError(value: unknown): ErrorBody | null {
  if (!isObject(value)) return typeof value === 'string' ? { message: value, words: [], html: false } : null
  const inner = isObject(value['error']) ? value['error'] : value
  const message = [inner['message'], inner['Message'], value['error'], value['detail'], inner['detail'], value['errors']].find(
    (part) => part !== undefined,
  )
  const words = [inner['code'], inner['type'], inner['status'], inner['__type'], value['type']]
  return {
    message: typeof message === 'string' ? message : JSON.stringify(message ?? value),
    words: words.filter((word) => typeof word === 'string').map(plainWord),
    html: false,
  }
}

/** `com.amazon#ThrottlingException:http://…` and `rate_limit_error` as `throttlingexception` and `ratelimiterror`. */
export function plainWord(word: string): string {
  const name = word.split('#').at(-1)?.split(':')[0] ?? ''
  return name.toLowerCase().replace(/[^a-z]/g, '')
}

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
